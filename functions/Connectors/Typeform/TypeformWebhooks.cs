using Router.Intake.Webhooks.Mapping;
using Router.Intake.Webhooks.Schemes;
using Router.Teams.Sources;

namespace Router.Connectors.Typeform;

/// <summary>Webhooks of forms. The signature covers the body only.</summary>
internal static class TypeformWebhooks
{
    public static WebhookScheme Scheme { get; } =
        WebhookScheme.Hmac("Typeform", new SignatureDeclaration { Header = "Typeform-Signature", Prefix = "sha256=", Encoding = SignatureEncoding.Base64 }) with
        {
            Mapping = ReadyMapping.Load("Typeform"),
        };
}
