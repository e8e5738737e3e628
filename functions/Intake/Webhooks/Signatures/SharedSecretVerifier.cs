using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Signatures;

/// <summary>For senders that can repeat a secret in a header and nothing more.</summary>
internal sealed class SharedSecretVerifier(SignatureDeclaration declared) : ISignatureVerifier
{
    public TimeSpan? Tolerance => null;

    /// <summary>The header is the whole proof.</summary>
    public SignatureVerdict? Foresee(InboundPayload head, IReadOnlyList<string> secrets) => Verify(head, secrets);

    public SignatureVerdict Verify(InboundPayload payload, IReadOnlyList<string> secrets)
    {
        var given = payload.Header(declared.Header);
        if (string.IsNullOrEmpty(given))
        {
            return SignatureVerdict.Missing;
        }

        var known = false;
        foreach (var secret in secrets.Where(secret => secret.Length > 0))
        {
            known |= SecretText.Matches(given, declared.Prefix + secret);
        }

        return known ? SignatureVerdict.Valid : SignatureVerdict.Invalid;
    }
}
