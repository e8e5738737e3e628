using System.Globalization;

namespace Router.Intake.Email.Senders;

/// <summary>
/// Whether a domain that passed a check is the sender's own (RFC 7489, section 3.1, strict). Without a list of public suffixes we do not know which
/// domains are one organisation's: those below co.uk belong to many.
/// </summary>
internal static class DomainAlignment
{
    private static readonly IdnMapping Idn = new();

    public static bool IsSame(string? domain, string other) => domain is not null && Normalize(domain) is { } normal && normal == Normalize(other);

    /// <summary>Behind the last @, or the whole where there is none.</summary>
    public static string Of(string address) => address[(address.LastIndexOf('@') + 1)..];

    private static string? Normalize(string domain)
    {
        var bare = domain.TrimEnd('.');
        try
        {
            return bare.Length == 0 ? null : Idn.GetAscii(bare).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
