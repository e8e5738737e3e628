using System.Security.Cryptography;
using System.Text;

namespace Router.Intake.Webhooks;

/// <summary>
/// HMAC-SHA256 as the text that senders put into a header. Texts are compared, not decoded bytes: decoding base64 would accept several
/// texts for one signature.
/// </summary>
internal static class HmacText
{
    public static string Base64(byte[] key, params ReadOnlySpan<byte[]> parts) => Convert.ToBase64String(Compute(key, parts));

    public static string Hex(byte[] key, params ReadOnlySpan<byte[]> parts) => Convert.ToHexStringLower(Compute(key, parts));

    public static bool Matches(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static byte[] Compute(byte[] key, ReadOnlySpan<byte[]> parts)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (var part in parts)
        {
            hmac.AppendData(part);
        }

        return hmac.GetHashAndReset();
    }
}
