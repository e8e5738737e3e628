using System.Security.Cryptography;
using System.Text;
using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Signatures;

/// <summary>
/// An HMAC as the text that senders put into a header. Texts are compared, not decoded bytes: decoding base64 would accept several
/// texts for one signature.
/// </summary>
internal static class HmacText
{
    public static string Of(SignatureEncoding encoding, SignatureAlgorithm algorithm, byte[] key, params ReadOnlySpan<byte[]> parts)
    {
        var hash = Compute(algorithm, key, parts);
        return encoding switch
        {
            SignatureEncoding.Hex => Convert.ToHexStringLower(hash),
            SignatureEncoding.HexUpper => Convert.ToHexString(hash),
            _ => Convert.ToBase64String(hash),
        };
    }

    public static int LengthOf(SignatureEncoding encoding, SignatureAlgorithm algorithm)
    {
        var bytes = algorithm == SignatureAlgorithm.Sha512 ? SHA512.HashSizeInBytes : SHA256.HashSizeInBytes;
        return encoding == SignatureEncoding.Base64 ? (bytes + 2) / 3 * 4 : bytes * 2;
    }

    public static byte[] Compute(SignatureAlgorithm algorithm, byte[] key, params ReadOnlySpan<byte[]> parts)
    {
        using var hmac = IncrementalHash.CreateHMAC(algorithm == SignatureAlgorithm.Sha512 ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256, key);
        foreach (var part in parts)
        {
            hmac.AppendData(part);
        }

        return hmac.GetHashAndReset();
    }

    public static bool Matches(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
