using System.Globalization;
using System.Security.Cryptography;
using Router.Broker.Entities;

namespace Router.Broker.Security;

internal enum SasVerdict
{
    Valid,
    Malformed,
    UnknownKey,
    BadSignature,
    Expired,
    WrongAudience,
}

/// <summary>What a token grants: rights under a path, until it expires.</summary>
internal sealed record SasGrant(string Path, AccessRights Rights, DateTimeOffset Expires)
{
    public bool Covers(string path, AccessRights needed, DateTimeOffset now) =>
        Expires > now && (Rights & needed) != 0 && SasToken.IsUnder(path, Path);
}

/// <summary>Verifies <c>SharedAccessSignature sr=…&amp;sig=…&amp;se=…&amp;skn=…</c> as the service does: key, signature, expiry, audience.</summary>
internal static class SasToken
{
    private const string Scheme = "SharedAccessSignature ";
    private const int LongestToken = 4096;

    public static (SasVerdict Verdict, SasGrant? Grant) Verify(string token, string audience, IEnumerable<SasKey> keys, DateTimeOffset now)
    {
        if (!TryParse(token, out var fields))
            return (SasVerdict.Malformed, null);
        var (sr, sig, se, skn) = (fields["sr"], fields["sig"], fields["se"], fields["skn"]);
        if (keys.FirstOrDefault(key => key.Name == Uri.UnescapeDataString(skn)) is not { } key)
            return (SasVerdict.UnknownKey, null);
        var signature = new byte[32];
        if (!Convert.TryFromBase64String(Uri.UnescapeDataString(sig), signature, out var length) || length != 32)
            return (SasVerdict.BadSignature, null);
        if (!CryptographicOperations.FixedTimeEquals(signature, key.Sign($"{sr}\n{se}")))
            return (SasVerdict.BadSignature, null);
        if (!long.TryParse(se, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253402300799)
            return (SasVerdict.Malformed, null);
        var expires = DateTimeOffset.FromUnixTimeSeconds(seconds);
        if (expires <= now)
            return (SasVerdict.Expired, null);
        var resource = Uri.UnescapeDataString(sr);
        if (HostOf(resource) is { } host && HostOf(audience) is { } named && !string.Equals(host, named, StringComparison.OrdinalIgnoreCase))
            return (SasVerdict.WrongAudience, null);
        var path = EntityPath.Normalize(resource);
        return IsUnder(EntityPath.Normalize(audience), path)
            ? (SasVerdict.Valid, new SasGrant(path, key.Rights, expires))
            : (SasVerdict.WrongAudience, null);
    }

    public static bool IsUnder(string path, string root) =>
        root.Length == 0 || string.Equals(path, root, StringComparison.OrdinalIgnoreCase) || path.StartsWith(root + "/", StringComparison.OrdinalIgnoreCase);

    private static bool TryParse(string token, out Dictionary<string, string> fields)
    {
        fields = new(StringComparer.Ordinal);
        if (token.Length > LongestToken || !token.StartsWith(Scheme, StringComparison.Ordinal))
            return false;
        foreach (var part in token[Scheme.Length..].Split('&'))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || !fields.TryAdd(part[..at], part[(at + 1)..]))
                return false;
        }

        return fields.ContainsKey("sr") && fields.ContainsKey("sig") && fields.ContainsKey("se") && fields.ContainsKey("skn");
    }

    private static string? HostOf(string resource) =>
        Uri.TryCreate(resource, UriKind.Absolute, out var uri) && resource.Contains("://", StringComparison.Ordinal) ? uri.Host : null;
}
