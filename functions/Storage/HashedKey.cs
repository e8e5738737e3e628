using System.Security.Cryptography;
using System.Text;

namespace Router.Storage;

/// <summary>A key for what is too long for one, or holds what a key must not: addresses, ids of mails. 32 hexadecimal digits.</summary>
internal static class HashedKey
{
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
