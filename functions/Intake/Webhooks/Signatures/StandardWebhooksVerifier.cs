using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;
using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Signatures;

/// <summary>Standard Webhooks 1.0.0: HMAC signatures ("v1") and Ed25519 signatures ("v1a"; .NET 10 has no Ed25519 of its own).</summary>
internal sealed class StandardWebhooksVerifier : ISignatureVerifier
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";
    private const int ToleranceSeconds = 300;
    private const string Version = "v1,";
    private const string AsymmetricVersion = "v1a,";

    // More than any rotation needs; bounds the work on a hostile header.
    private const int MaxTokens = 32;

    public TimeSpan? Tolerance { get; } = TimeSpan.FromSeconds(ToleranceSeconds);

    public SignatureVerdict? Foresee(InboundPayload head, IReadOnlyList<string> secrets)
    {
        if (Read(head) is not { } signed)
        {
            return SignatureVerdict.Missing;
        }

        return SignedAt(signed.Id, signed.Timestamp) is not { } signedAt || !Tokens(signed.Signatures).Any(IsWellFormed) ? SignatureVerdict.Invalid
            : IsStale(head, signedAt) ? SignatureVerdict.Stale
            : null;
    }

    public SignatureVerdict Verify(InboundPayload payload, IReadOnlyList<string> secrets)
    {
        if (Read(payload) is not { } signed)
        {
            return SignatureVerdict.Missing;
        }

        return SignedAt(signed.Id, signed.Timestamp) is not { } signedAt
            || !IsSigned(Encoding.UTF8.GetBytes($"{signed.Id}.{signed.Timestamp}."), payload.Body, signed.Signatures, secrets) ? SignatureVerdict.Invalid
            : IsStale(payload, signedAt) ? SignatureVerdict.Stale
            : SignatureVerdict.Valid;
    }

    /// <summary>Null where a header is missing.</summary>
    private static (string Id, string Timestamp, string Signatures)? Read(InboundPayload payload) =>
        payload.Header(IdHeader) is { Length: > 0 } id && payload.Header(TimestampHeader) is { Length: > 0 } timestamp && payload.Header(SignatureHeader) is { Length: > 0 } signatures
            ? (id, timestamp, signatures)
            : null;

    // A dot in the id would let the border between id and time move under the same signature.
    private static DateTimeOffset? SignedAt(string id, string timestamp) => id.Contains('.', StringComparison.Ordinal) ? null : SignedTime.ReadSeconds(timestamp);

    // To the second: that is how the sender counts.
    private static bool IsStale(InboundPayload payload, DateTimeOffset signedAt) =>
        Math.Abs(payload.ReceivedAt.ToUnixTimeSeconds() - signedAt.ToUnixTimeSeconds()) > ToleranceSeconds;

    private static List<string> Tokens(string signatures) => [.. signatures.Split(' ', MaxTokens + 1, StringSplitOptions.RemoveEmptyEntries).Take(MaxTokens)];

    private static bool IsWellFormed(string token) => token.StartsWith(AsymmetricVersion, StringComparison.Ordinal)
        ? Signature(token) is not null
        : token.StartsWith(Version, StringComparison.Ordinal) && token.Length == Version.Length + HmacText.LengthOf(SignatureEncoding.Base64, SignatureAlgorithm.Sha256);

    // A token that nobody knows is skipped: it must not spoil a good one beside it.
    private static bool IsSigned(byte[] prefix, byte[] body, string signatures, IReadOnlyList<string> secrets)
    {
        var tokens = Tokens(signatures);
        var signed = false;
        foreach (var key in secrets.Select(StandardWebhooksKey.Read).OfType<StandardWebhooksKey>())
        {
            signed |= key.IsPublic ? IsSignedBy(key, prefix, body, tokens) : IsSignedWith(key, prefix, body, tokens);
        }

        return signed;
    }

    private static bool IsSignedWith(StandardWebhooksKey secret, byte[] prefix, byte[] body, List<string> tokens)
    {
        var expected = Version + HmacText.Of(SignatureEncoding.Base64, SignatureAlgorithm.Sha256, secret.Bytes, prefix, body);
        var signed = false;
        foreach (var token in tokens)
        {
            signed |= HmacText.Matches(token, expected);
        }

        return signed;
    }

    private static bool IsSignedBy(StandardWebhooksKey key, byte[] prefix, byte[] body, List<string> tokens)
    {
        var candidates = tokens.Where(token => token.StartsWith(AsymmetricVersion, StringComparison.Ordinal)).Select(Signature).OfType<byte[]>().ToList();
        if (candidates.Count == 0)
        {
            return false;
        }

        byte[] message = [.. prefix, .. body];
        return candidates.Any(signature => Ed25519.Verify(signature, 0, key.Bytes, 0, message, 0, message.Length));
    }

    private static byte[]? Signature(string token)
    {
        var bytes = new byte[Ed25519.SignatureSize + 2];
        return Convert.TryFromBase64String(token[AsymmetricVersion.Length..], bytes, out var length) && length == Ed25519.SignatureSize
            && Convert.ToBase64String(bytes, 0, length) == token[AsymmetricVersion.Length..]
                ? bytes[..length]
                : null;
    }
}
