using Router.Intake.Webhooks.Schemes;

namespace Router.Connectors.Slack;

/// <summary>Slack: commands and shortcuts become requests.</summary>
internal sealed class SlackConnector : IConnector
{
    public WebhookScheme Webhooks => SlackWebhooks.Scheme;
}
