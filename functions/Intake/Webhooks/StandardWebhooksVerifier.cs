using System.Globalization;
using System.Text;

namespace Router.Intake.Webhooks;

/// <summary>Standard Webhooks 1.0.0, symmetric signatures ("v1").</summary>
internal static class StandardWebhooksVerifier
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string Version = "v1,";
    private const long ToleranceSeconds = 300;

    // More than any rotation needs; bounds the work on a hostile header.
    private const int MaxTokens = 32;

    public static SignatureVerdict Verify(InboundPayload payload, IReadOnlyList<string> secrets)
    {
        var id = payload.Header(IdHeader);
        var timestamp = payload.Header(TimestampHeader);
        var signatures = payload.Header(SignatureHeader);
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signatures))
        {
            return SignatureVerdict.Missing;
        }

        // A dot in the id would let the border between id and time move under the same signature.
        if (id.Contains('.', StringComparison.Ordinal) || !TryReadSeconds(timestamp, out var seconds))
        {
            return SignatureVerdict.Invalid;
        }

        var prefix = Encoding.UTF8.GetBytes($"{id}.{timestamp}.");
        if (!IsSigned(prefix, payload.Body, signatures, secrets))
        {
            return SignatureVerdict.Invalid;
        }

        var apart = Math.Abs(payload.ReceivedAt.ToUnixTimeSeconds() - seconds);
        return apart <= ToleranceSeconds ? SignatureVerdict.Valid : SignatureVerdict.Stale;
    }

    private static bool IsSigned(byte[] prefix, byte[] body, string signatures, IReadOnlyList<string> secrets)
    {
        var tokens = signatures.Split(' ', MaxTokens + 1, StringSplitOptions.RemoveEmptyEntries).Take(MaxTokens).ToList();
        var signed = false;
        foreach (var key in secrets.Select(StandardWebhooksSecret.Decode).OfType<byte[]>())
        {
            var expected = Version + HmacText.Base64(key, prefix, body);
            foreach (var token in tokens)
            {
                signed |= HmacText.Matches(token, expected);
            }
        }

        return signed;
    }

    // Digits only: the text is part of what is signed, so "+5" or " 5" would be another signature for the same time.
    private static bool TryReadSeconds(string text, out long seconds) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds();
}
