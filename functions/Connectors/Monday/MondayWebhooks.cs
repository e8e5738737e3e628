using Router.Intake.Webhooks.Mapping;
using Router.Intake.Webhooks.Schemes;

namespace Router.Connectors.Monday;

/// <summary>Webhooks of an app, which asks for its challenge once, before it signs.</summary>
internal static class MondayWebhooks
{
    public static WebhookScheme Scheme { get; } = new("Monday", (_, address) => new MondayVerifier(address))
    {
        Mapping = ReadyMapping.Load("Monday"),
        SecretHint = "Set it to the signing secret of the app, which its settings show.",
        SignsAddress = true,
        IsChallenge = root => root.EnumerateObject().Count() == 1,
        ChallengesUnsigned = true,
    };
}
