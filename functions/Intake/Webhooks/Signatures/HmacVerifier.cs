using System.Text;
using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Signatures;

/// <summary>Any HMAC over a body with what may come before it.</summary>
internal sealed class HmacVerifier(HmacScheme scheme) : ISignatureVerifier
{
    public TimeSpan? Tolerance => scheme.Tolerance;

    public SignatureVerdict? Foresee(InboundPayload head, IReadOnlyList<string> secrets) => Read(head) is not { } signed
        ? SignatureVerdict.Missing
        : Prefix(scheme.Signed, signed.Timestamp, signed.Id) is null || !CouldMatch(signed.Signature, secrets)
            ? SignatureVerdict.Invalid
            : Age(head, signed.Timestamp) is var age && age == SignatureVerdict.Valid ? null : age;

    public SignatureVerdict Verify(InboundPayload payload, IReadOnlyList<string> secrets) => Read(payload) is not { } signed
        ? SignatureVerdict.Missing
        : Prefix(scheme.Signed, signed.Timestamp, signed.Id) is { } prefix && IsSigned(scheme.Declared, prefix, payload.Body, signed.Signature, secrets)
            ? Age(payload, signed.Timestamp)
            : SignatureVerdict.Invalid;

    /// <summary>Null where a header is missing.</summary>
    private (string Signature, string? Timestamp, string? Id)? Read(InboundPayload payload)
    {
        var declared = scheme.Declared;
        var signature = payload.Header(declared.Header);
        var timestamp = declared.TimestampHeader is { } time ? payload.Header(time) : null;
        var id = declared.IdHeader is { } name ? payload.Header(name) : null;
        return string.IsNullOrEmpty(signature) || IsMissing(declared.TimestampHeader, timestamp) || IsMissing(declared.IdHeader, id) ? null : (signature, timestamp, id);
    }

    private SignatureVerdict Age(InboundPayload payload, string? timestamp) =>
        scheme.Tolerance is not { } tolerance ? SignatureVerdict.Valid
        : SignedTime.Read(timestamp!) is not { } signedAt ? SignatureVerdict.Invalid
        : (payload.ReceivedAt - signedAt).Duration() <= tolerance ? SignatureVerdict.Valid
        : SignatureVerdict.Stale;

    // Every signature of a scheme is as long as any other, and begins alike.
    private bool CouldMatch(string signature, IReadOnlyList<string> secrets) => secrets.Any(secret => secret.Length > 0)
        && signature.StartsWith(scheme.Declared.Prefix ?? "", StringComparison.Ordinal)
        && signature.Length == (scheme.Declared.Prefix ?? "").Length + HmacText.LengthOf(scheme.Declared.Encoding, scheme.Declared.Algorithm);

    private static bool IsMissing(string? header, string? value) => header is not null && string.IsNullOrEmpty(value);

    private static bool IsSigned(SignatureDeclaration declared, byte[] prefix, byte[] body, string signature, IReadOnlyList<string> secrets)
    {
        var signed = false;
        // An empty secret is a key that everybody can guess.
        foreach (var secret in secrets.Where(secret => secret.Length > 0))
        {
            var expected = HmacText.Of(declared.Encoding, declared.Algorithm, Encoding.UTF8.GetBytes(secret), prefix, body);
            signed |= HmacText.Matches(signature, declared.Prefix + expected);
        }

        return signed;
    }

    /// <summary>What is signed before the body; null where a value could reach over its border.</summary>
    private static byte[]? Prefix(SignedText signed, string? timestamp, string? id)
    {
        var prefix = new StringBuilder();
        for (var part = 0; part < signed.Parts.Count; part++)
        {
            var text = signed.Parts[part];
            if (text is SignedText.Timestamp or SignedText.Id)
            {
                var value = text == SignedText.Timestamp ? timestamp! : id!;
                if (!IsWithinItsBorder(value, signed.EndOf(part)) || (text == SignedText.Timestamp && !IsTime(value, signed.EndOf(part))))
                {
                    return null;
                }

                text = value;
            }

            prefix.Append(text);
        }

        return Encoding.UTF8.GetBytes(prefix.ToString());
    }

    private static bool IsTime(string value, char? end) => SignedTime.LooksLikeOne(value) && (end is not null || SignedTime.ShowsItsEnd(value));

    private static bool IsWithinItsBorder(string value, char? end) => end is not { } border || !value.Contains(border, StringComparison.Ordinal);
}
