namespace Router.Intake;

/// <summary>Whether a text is one mail address that we could write to. Narrower than the standard: quoted local parts and comments only ever come from attackers.</summary>
internal static class MailAddress
{
    public const int MaxLength = 254;
    private const string NeverIn = "\"(),:;<>[]\\";

    public static bool IsValid(string? text)
    {
        if (text is not { Length: >= 3 and <= MaxLength } || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c) || NeverIn.Contains(c)))
        {
            return false;
        }

        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at is > 0 and <= 64 && text.LastIndexOf('@') == at && IsLocalPart(text[..at]) && IsDomain(text[(at + 1)..]);
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
