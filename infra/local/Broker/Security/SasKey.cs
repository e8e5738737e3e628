using System.Security.Cryptography;
using System.Text;

namespace Router.Broker.Security;

[Flags]
internal enum AccessRights
{
    None = 0,
    Send = 1,
    Listen = 2,
    Manage = 4,
    All = Send | Listen | Manage,
}

/// <summary>A shared access policy: whoever signs with the key has its rights.</summary>
internal sealed record SasKey(string Name, string Key, AccessRights Rights)
{
    public const string DefaultName = "RootManageSharedAccessKey";

    /// <summary>Of the local broker only; it opens nothing beyond this machine's loopback.</summary>
    public const string DefaultKey = "SAS_KEY_VALUE";

    // The key's text is the secret; Azure does not decode its base64.
    public byte[] Sign(string text) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(text));

    public bool Matches(string key) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(key));
}
