namespace Router.Intake;

/// <summary>Whether a text is one mail address that we could write to. Narrower than the standard: comments and addresses of IP numbers only ever come from attackers.</summary>
internal static class MailAddress
{
    public const int MaxLength = 254;
    private const int MaxLocalLength = 64;
    private const string NeverIn = "\"(),:;<>[]\\";

    /// <summary>
    /// Whether a text names a mailbox, though perhaps one that the standard or our own caution does not allow: two dots in a row, a host without a dot, an underscore in it. Such
    /// an address is shown as it stands; nothing goes to it without a person.
    /// </summary>
    public static bool IsReadable(string? text) =>
        IsValid(text)
        || (text is { Length: >= 3 and <= MaxLength } && text.LastIndexOf('@') is var at && at > 0 && at < text.Length - 1 && text.IndexOf('@', StringComparison.Ordinal) == at
            && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c) || NeverIn.Contains(c)) && text[(at + 1)..].All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_'));

    public static bool IsValid(string? text)
    {
        // A quoted local part is of printable ASCII; what it escapes nobody has in an address.
        if (text is ['"', ..] && text.LastIndexOf("\"@", StringComparison.Ordinal) is var end and > 1)
        {
            return text.Length <= MaxLength && end < MaxLocalLength && text[1..end].All(c => c is >= ' ' and <= '~' and not ('"' or '\\')) && IsDomain(text[(end + 2)..]);
        }

        if (text is not { Length: >= 3 and <= MaxLength } || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c) || NeverIn.Contains(c)))
        {
            return false;
        }

        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at is > 0 and <= MaxLocalLength && text.LastIndexOf('@') == at && IsLocalPart(text[..at]) && IsDomain(text[(at + 1)..]);
    }

    private static bool IsLocalPart(string text) =>
        text[0] != '.' && text[^1] != '.' && !text.Contains("..", StringComparison.Ordinal);

    private static bool IsDomain(string text)
    {
        var labels = text.Split('.');
        return labels.Length >= 2 && labels.All(label =>
            label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsLetterOrDigit(c) || c == '-'));
    }
}
