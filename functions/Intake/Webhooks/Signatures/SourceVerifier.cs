using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Signatures;

/// <summary>The verifier of one source of the team file.</summary>
/// <param name="audience">The source's own address, for schemes that sign it.</param>
internal sealed class SourceVerifier(WebhookSource source, string? audience)
{
    private readonly HmacScheme? hmac = source.Scheme switch
    {
        WebhookScheme.GitHub => HmacScheme.GitHub,
        WebhookScheme.Typeform => HmacScheme.Typeform,
        WebhookScheme.Zendesk => HmacScheme.Zendesk,
        WebhookScheme.Slack => HmacScheme.Slack,
        WebhookScheme.Hmac when source.Signature is { } declared => HmacScheme.Of(declared),
        _ => null,
    };

    /// <summary>How far a signed time may be from ours; null where it is not for us to say.</summary>
    public TimeSpan? Tolerance => source.Scheme == WebhookScheme.StandardWebhooks ? StandardWebhooksVerifier.Tolerance : hmac?.Tolerance;

    public SignatureVerdict Verify(InboundPayload payload, IReadOnlyList<string> secrets) => source switch
    {
        _ when hmac is not null => HmacVerifier.Verify(hmac, payload, secrets),
        { Scheme: WebhookScheme.StandardWebhooks } => StandardWebhooksVerifier.Verify(payload, secrets),
        { Scheme: WebhookScheme.Monday } => MondayVerifier.Verify(payload, secrets, audience),
        { Scheme: WebhookScheme.SharedSecret, Signature: { } declared } => SharedSecretVerifier.Verify(declared, payload, secrets),
        _ => SignatureVerdict.Invalid,
    };
}
