using System.Security.Cryptography;
using System.Text;

namespace Router.Subscribers;

/// <summary>Signs as Standard Webhooks 1.0.0 has it, symmetric ("v1").</summary>
internal static class FactSigner
{
    private const string Prefix = "whsec_";
    private const int MinKeyBytes = 24;
    private const int MaxKeyBytes = 64;

    /// <summary>Null for what is no secret.</summary>
    public static byte[]? KeyOf(string secret)
    {
        var key = new byte[MaxKeyBytes + 3];
        return secret.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(secret[Prefix.Length..], key, out var length)
            && length is >= MinKeyBytes and <= MaxKeyBytes
                ? key[..length]
                : null;
    }

    /// <summary>The header's value: one signature for each key, so that either of two secrets proves it.</summary>
    /// <param name="id">Holds no dot.</param>
    public static string Sign(string id, long timestamp, ReadOnlySpan<byte> body, IEnumerable<byte[]> keys)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return string.Join(' ', keys.Select(key => "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed))));
    }
}
