using Router.Intake.Webhooks.Mapping;
using Router.Intake.Webhooks.Schemes;
using Router.Teams.Sources;

namespace Router.Connectors.Zendesk;

/// <summary>
/// Webhooks of events and of triggers. Signed is TIMESTAMP + BODY; an old page of theirs prints a vector for BODY + TIMESTAMP, which must fail. Zendesk
/// states no tolerance and may repeat a delivery for hours: a day is beyond that.
/// </summary>
internal static class ZendeskWebhooks
{
    public const string Name = "Zendesk";
    private const string Timestamp = "X-Zendesk-Webhook-Signature-Timestamp";

    private static readonly SignatureDeclaration Signature = new()
    {
        Header = "X-Zendesk-Webhook-Signature",
        Encoding = SignatureEncoding.Base64,
        Signed = "{timestamp}{body}",
        TimestampHeader = Timestamp,
        ToleranceSeconds = 86_400,
    };

    public static WebhookScheme Scheme { get; } = WebhookScheme.Hmac(Name, Signature) with
    {
        Mapping = ReadyMapping.Load(Name),
        Shown = ZendeskText.Shown,
        SecretHint = "Set it to the signing secret that the webhook's page in Zendesk shows.",
    };
}
