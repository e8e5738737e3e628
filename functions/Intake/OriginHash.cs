using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Router.Intake;

/// <summary>Stands in for an id that the sender did not give: the same content always has the same hash.</summary>
internal static class OriginHash
{
    public static string Of(byte[] body) => Convert.ToHexStringLower(SHA256.HashData(body));

    public static string Of(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            // Lengths are hashed too, so that moving a border between two parts makes another hash.
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
