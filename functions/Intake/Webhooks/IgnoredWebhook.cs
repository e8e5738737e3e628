using Router.Requests;

namespace Router.Intake.Webhooks;

/// <summary>Kept and counted under its content, so that a repeated delivery counts once.</summary>
internal static class IgnoredWebhook
{
    public static IntakeResult.Ignored Because(string reason, string sourceId, InboundPayload payload) =>
        new(new InboundRequest(Channel.Webhook, sourceId, $"ignored:{OriginHash.Of(payload.Body)}", "", "", new Customer("", "")), reason);
}
