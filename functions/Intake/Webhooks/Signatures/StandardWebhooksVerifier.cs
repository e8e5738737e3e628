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

    public SignatureVerdict Verify(InboundPayload payload, IReadOnlyList<string> secrets)
    {
        var id = payload.Header(IdHeader);
        var timestamp = payload.Header(TimestampHeader);
        var signatures = payload.Header(SignatureHeader);
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signatures))
        {
            return SignatureVerdict.Missing;
        }

        // A dot in the id would let the border between id and time move under the same signature.
        if (id.Contains('.', StringComparison.Ordinal) || SignedTime.ReadSeconds(timestamp) is not { } signedAt)
        {
            return SignatureVerdict.Invalid;
        }

        var prefix = Encoding.UTF8.GetBytes($"{id}.{timestamp}.");
        if (!IsSigned(prefix, payload.Body, signatures, secrets))
        {
            return SignatureVerdict.Invalid;
        }

        // To the second: that is how the sender counts.
        var apart = Math.Abs(payload.ReceivedAt.ToUnixTimeSeconds() - signedAt.ToUnixTimeSeconds());
        return apart <= ToleranceSeconds ? SignatureVerdict.Valid : SignatureVerdict.Stale;
    }

    // A token that nobody knows is skipped: it must not spoil a good one beside it.
    private static bool IsSigned(byte[] prefix, byte[] body, string signatures, IReadOnlyList<string> secrets)
    {
        var tokens = signatures.Split(' ', MaxTokens + 1, StringSplitOptions.RemoveEmptyEntries).Take(MaxTokens).ToList();
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
