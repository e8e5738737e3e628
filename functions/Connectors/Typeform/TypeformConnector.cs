using Router.Intake.Webhooks.Schemes;

namespace Router.Connectors.Typeform;

/// <summary>Typeform: answered forms become requests.</summary>
internal sealed class TypeformConnector : IConnector
{
    public WebhookScheme Webhooks => TypeformWebhooks.Scheme;
}
