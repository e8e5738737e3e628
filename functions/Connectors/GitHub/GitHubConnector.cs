using Router.Intake.Webhooks.Schemes;

namespace Router.Connectors.GitHub;

/// <summary>GitHub: issues and comments on them become requests.</summary>
internal sealed class GitHubConnector : IConnector
{
    public WebhookScheme Webhooks => GitHubWebhooks.Scheme;
}
