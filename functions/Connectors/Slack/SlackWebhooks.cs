using Router.Intake;
using Router.Intake.Webhooks.Mapping;
using Router.Intake.Webhooks.Schemes;
using Router.Teams.Sources;

namespace Router.Connectors.Slack;

/// <summary>Slash commands, shortcuts and events of an app.</summary>
internal static class SlackWebhooks
{
    private static readonly SignatureDeclaration Signature = new()
    {
        Header = "X-Slack-Signature",
        Prefix = "v0=",
        Signed = "v0:{timestamp}:{body}",
        TimestampHeader = "X-Slack-Request-Timestamp",
    };

    public static WebhookScheme Scheme { get; } = WebhookScheme.Hmac("Slack", Signature) with
    {
        Mapping = ReadyMapping.Load("Slack"),
        TakesForms = true,
        SecretHint = "Set it to the signing secret of the app, which its settings show.",
        IsChallenge = root => root.Text("type") == "url_verification",
        AnswersInChat = true,
        Shown = SlackText.Shown,
    };
}
