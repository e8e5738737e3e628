using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Signatures;

/// <summary>One way to sign with an HMAC: a vendor's, or one that the team file describes.</summary>
/// <param name="Tolerance">How far the signed time may be from ours; null where no time is signed.</param>
internal sealed record HmacScheme(SignatureDeclaration Declared, SignedText Signed, TimeSpan? Tolerance)
{
    public const string TimestampOfZendesk = "X-Zendesk-Webhook-Signature-Timestamp";
    private const int DefaultToleranceSeconds = 300;

    /// <summary>It covers the body only, so a replay under a new delivery id passes: origin ids come from the body.</summary>
    public static HmacScheme GitHub { get; } = Of(new SignatureDeclaration { Header = "X-Hub-Signature-256", Prefix = "sha256=" });

    /// <summary>It covers the body only, too.</summary>
    public static HmacScheme Typeform { get; } =
        Of(new SignatureDeclaration { Header = "Typeform-Signature", Prefix = "sha256=", Encoding = SignatureEncoding.Base64 });

    /// <summary>
    /// TIMESTAMP + BODY; an old page of theirs prints a vector for BODY + TIMESTAMP, which must fail. Zendesk states no tolerance and may repeat a
    /// delivery for hours: a day is beyond that.
    /// </summary>
    public static HmacScheme Zendesk { get; } = Of(new SignatureDeclaration
    {
        Header = "X-Zendesk-Webhook-Signature",
        Encoding = SignatureEncoding.Base64,
        Signed = "{timestamp}{body}",
        TimestampHeader = TimestampOfZendesk,
        ToleranceSeconds = 86_400,
    });

    public static HmacScheme Slack { get; } = Of(new SignatureDeclaration
    {
        Header = "X-Slack-Signature",
        Prefix = "v0=",
        Signed = "v0:{timestamp}:{body}",
        TimestampHeader = "X-Slack-Request-Timestamp",
    });

    /// <exception cref="FormatException">The signed text can't be read; the team file is checked for that when it is loaded.</exception>
    public static HmacScheme Of(SignatureDeclaration declared) => new(
        declared,
        SignedText.Parse(declared.Signed ?? SignedText.Body, out var fault) ?? throw new FormatException(fault),
        declared.TimestampHeader is null ? null : TimeSpan.FromSeconds(declared.ToleranceSeconds ?? DefaultToleranceSeconds));
}
