using System.Net;

namespace Router.Subscribers.Guard;

/// <summary>What can be told of an address before any name is looked up. What a name leads to is checked at each connection.</summary>
internal static class SubscriberUrlPolicy
{
    private const int MaxLength = 2_048;

    /// <param name="allowsLoopback">For development.</param>
    /// <returns>What is wrong with it, for a person to read; null when nothing is.</returns>
    public static string? Fault(string url, bool allowsLoopback)
    {
        // Readers differ on these, and the one that checks must not be another one than that which calls.
        if (url.Length is 0 or > MaxLength || url.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || character == '\\'))
        {
            return $"is empty, longer than {MaxLength} characters, or holds blanks, control characters or backslashes.";
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("https" or "http") || parsed.Host.Length == 0)
        {
            return "is no https address.";
        }

        if (parsed.UserInfo.Length > 0 || AuthorityOf(url).Contains('@', StringComparison.Ordinal))
        {
            return "holds a user name or a password.";
        }

        return HostFault(parsed, allowsLoopback) ?? (parsed.Scheme == "https" || (allowsLoopback && IsLoopback(HostOf(parsed))) ? null : "is not https.");
    }

    /// <summary>The host as it is looked up: names of other scripts in their ASCII form, and no dots behind it.</summary>
    public static string HostOf(Uri url) => url.IdnHost.TrimEnd('.');

    private static string? HostFault(Uri url, bool allowsLoopback)
    {
        var host = HostOf(url);
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address))
        {
            return AddressPolicy.Fault(address, allowsLoopback) is { } why ? $"leads to an address that is {why}." : null;
        }

        if (host.Length == 0 || Uri.CheckHostName(host) != UriHostNameType.Dns)
        {
            return "has no host that can be looked up.";
        }

        // https://url.spec.whatwg.org/#ends-in-a-number-checker: others read such a name as an IPv4 address.
        if (IsNumber(host.Split('.')[^1]))
        {
            return "has a host that ends in a number and is no address.";
        }

        return IsLoopback(host) && !allowsLoopback ? "leads to this machine." : null;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsNumber(string label) =>
        label.All(char.IsAsciiDigit) || (label.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && label.Skip(2).All(char.IsAsciiHexDigit));

    private static string AuthorityOf(string url)
    {
        var rest = url[(url.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart('/');
        var end = rest.AsSpan().IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }
}
