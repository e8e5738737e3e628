using Router.Intake.Webhooks.Mapping;
using Router.Intake.Webhooks.Signatures;
using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Schemes;

/// <summary>The schemes that belong to no vendor.</summary>
internal static class GenericSchemes
{
    /// <summary>Our own JSON for Google Forms, Microsoft Forms and whatever else can post a list of answers.</summary>
    public const string Forms = "Forms";

    public static IReadOnlyList<WebhookScheme> All { get; } =
    [
        new WebhookScheme(SchemeNames.StandardWebhooks, (_, _) => new StandardWebhooksVerifier())
        {
            Mapping = ReadyMapping.Load(SchemeNames.StandardWebhooks),
            SecretHint = "Set it to the sender's secret (\"whsec_…\") or public key (\"whpk_…\").",
            SecretFault = secret => StandardWebhooksKey.Read(secret) is null
                ? "is no Standard Webhooks secret: use \"whsec_\" and the base64 of 24 to 64 random bytes, or \"whpk_\" and a public key."
                : null,
        },
        new WebhookScheme(SchemeNames.Hmac, (source, _) => new HmacVerifier(HmacScheme.Of(source.Signature!))) { TakesForms = true, TakesAnyJson = true },
        new WebhookScheme(SchemeNames.SharedSecret, (source, _) => new SharedSecretVerifier(source.Signature!)) { TakesForms = true, TakesAnyJson = true },
    ];
}
