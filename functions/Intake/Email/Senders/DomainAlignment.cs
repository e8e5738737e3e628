using System.Globalization;

namespace Router.Intake.Email.Senders;

/// <summary>
/// Whether a domain that passed a check speaks for the sender's (RFC 7489, section 3.1). It is the same, or one is below the other. Without a list of
/// public suffixes we do not know which domains are one organisation's: two that stand side by side (mail.example.com and www.example.com) are not
/// aligned here, and a sender directly under a suffix that is given to many (x@suffix.example) could be signed for by one of them.
/// </summary>
internal static class DomainAlignment
{
    private static readonly IdnMapping Idn = new();

    public static bool IsAligned(string? passed, string sender)
    {
        if (passed is null || Normalize(passed) is not { } one || Normalize(sender) is not { } other)
        {
            return false;
        }

        return one == other || IsBelow(one, other) || IsBelow(other, one);
    }

    public static bool IsSame(string? domain, string other) => domain is not null && Normalize(domain) is { } normal && normal == Normalize(other);

    /// <summary>Behind the last @, or the whole where there is none.</summary>
    public static string Of(string address) => address[(address.LastIndexOf('@') + 1)..];

    // One label is nobody's own domain.
    private static bool IsBelow(string domain, string parent) => parent.Contains('.', StringComparison.Ordinal) && domain.EndsWith($".{parent}", StringComparison.Ordinal);

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
