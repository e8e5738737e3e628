using Router.Intake.Webhooks.Schemes;

namespace Router.Connectors.Monday;

/// <summary>Monday: items and updates become requests.</summary>
internal sealed class MondayConnector : IConnector
{
    public WebhookScheme Webhooks => MondayWebhooks.Scheme;
}
