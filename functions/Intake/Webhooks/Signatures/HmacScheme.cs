using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Signatures;

/// <summary>One way to sign with an HMAC.</summary>
/// <param name="Tolerance">How far the signed time may be from ours; null where no time is signed.</param>
internal sealed record HmacScheme(SignatureDeclaration Declared, SignedText Signed, TimeSpan? Tolerance)
{
    private const int DefaultToleranceSeconds = 300;

    /// <exception cref="FormatException">The signed text can't be read; the team file is checked for that when it is loaded.</exception>
    public static HmacScheme Of(SignatureDeclaration declared) => new(
        declared,
        SignedText.Parse(declared.Signed ?? SignedText.Body, out var fault) ?? throw new FormatException(fault),
        declared.TimestampHeader is null ? null : TimeSpan.FromSeconds(declared.ToleranceSeconds ?? DefaultToleranceSeconds));
}
