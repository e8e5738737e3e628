using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Router.Intake.Webhooks.Signatures;

/// <summary>
/// A key as Standard Webhooks 1.0.0 writes it: "whsec_" and the base64 of 24 to 64 bytes (v1), or "whpk_" and the base64 of an Ed25519 public key (v1a).
/// </summary>
internal sealed record StandardWebhooksKey(byte[] Bytes, bool IsPublic)
{
    private const string SecretPrefix = "whsec_";
    private const string PublicPrefix = "whpk_";

    /// <summary>Null where the text is no such key. The prefix of a secret may be missing, as some senders show it without.</summary>
    public static StandardWebhooksKey? Read(string text)
    {
        if (text.StartsWith(PublicPrefix, StringComparison.Ordinal))
        {
            // A key of small order would let signatures pass that nobody made with it.
            return Decode(text[PublicPrefix.Length..]) is { } key && key.Length == Ed25519.PublicKeySize && Ed25519.ValidatePublicKeyFull(key, 0)
                ? new StandardWebhooksKey(key, IsPublic: true)
                : null;
        }

        return Decode(text.StartsWith(SecretPrefix, StringComparison.Ordinal) ? text[SecretPrefix.Length..] : text) is { Length: >= 24 and <= 64 } bytes
            ? new StandardWebhooksKey(bytes, IsPublic: false)
            : null;
    }

    private static byte[]? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
