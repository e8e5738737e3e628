using Router.Intake;
using Router.Intake.Webhooks.Mapping;
using Router.Intake.Webhooks.Schemes;
using Router.Teams.Sources;

namespace Router.Connectors.GitHub;

/// <summary>Webhooks of repositories and organizations. The signature covers the body only, so a replay under a new delivery id passes: origin ids come from the body.</summary>
internal static class GitHubWebhooks
{
    public static WebhookScheme Scheme { get; } = WebhookScheme.Hmac("GitHub", new SignatureDeclaration { Header = "X-Hub-Signature-256", Prefix = "sha256=" }) with
    {
        Mapping = ReadyMapping.Load("GitHub"),
        MissingHeader = ("X-GitHub-Event", root => root.Object("comment") is not null ? "issue_comment" : root.Object("issue") is not null ? "issues" : "ping"),
        TypeHint = "choose it in the webhook's settings at GitHub",
    };
}
