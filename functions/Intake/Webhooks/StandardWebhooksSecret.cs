namespace Router.Intake.Webhooks;

/// <summary>A symmetric secret as Standard Webhooks 1.0.0 writes it: "whsec_" and the base64 of 24 to 64 bytes.</summary>
internal static class StandardWebhooksSecret
{
    private const string Prefix = "whsec_";

    /// <summary>The key's bytes, or null where the text is no such secret. The prefix may be missing, as some senders show the secret without it.</summary>
    public static byte[]? Decode(string secret)
    {
        var base64 = secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret;
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length is >= 24 and <= 64 ? bytes[..length] : null;
    }
}
