using System.Text.Json;
using Router.Shared;

namespace Router.Intake.Webhooks;

/// <summary>
/// Our own JSON under Standard Webhooks: {"type", "timestamp", "data": {"subject", "text" or "message", "component", "customer": {"name", "email"},
/// "details": {…}}}. A type that begins with "request." must carry words; any other type may, and is ignored where it does not.
/// </summary>
internal static class StandardNormalizer
{
    private const string RequestType = "request.";

    public static IntakeResult Read(string sourceId, InboundPayload payload, JsonElement root)
    {
        var type = root.Text("type");
        if (string.IsNullOrEmpty(type))
        {
            return new IntakeResult.Refused(Problem.Malformed("type is missing."));
        }

        if (root.Object("data") is not { } data)
        {
            return new IntakeResult.Refused(Problem.Malformed("data must be an object."));
        }

        var (subject, text) = WebhookFields.Words(data.Text("subject"), data.Text("text") ?? data.Text("message"));
        if (text.Length > 0)
        {
            return new IntakeResult.Accepted(Request(sourceId, payload, root, data, subject, text));
        }

        return type.StartsWith(RequestType, StringComparison.Ordinal)
            ? new IntakeResult.Refused(Problem.FieldInvalid("Missing: data.text or data.subject."))
            : IgnoredWebhook.Because("The event carries no words of a customer.", sourceId, payload);
    }

    private static InboundRequest Request(string sourceId, InboundPayload payload, JsonElement root, JsonElement data, string subject, string text)
    {
        var details = new DetailList();
        if (data.Object("details") is { } named)
        {
            foreach (var property in named.EnumerateObject())
            {
                details.Add(property.Name, StrictJson.Scalar(property.Value));
            }
        }

        // The id is signed, so it is the sender's own word that two deliveries are one.
        var id = payload.Header(StandardWebhooksVerifier.IdHeader) ?? "";
        var origin = id.Length <= 200 ? id : OriginHash.Of(id);
        return new InboundRequest(Channel.Webhook, sourceId, origin, subject, text, WebhookFields.Customer(data.Text("customer", "email"), data.Text("customer", "name")))
        {
            SentAt = WebhookFields.Time(root.Text("timestamp"), payload.ReceivedAt),
            ProductArea = WebhookFields.Area(data.Text("component")),
            Details = details.Values,
        };
    }
}
