namespace Router.Intake;

/// <summary>A subject for what came without one: the text's first line.</summary>
internal static class SubjectLine
{
    private const int MaxLength = 80;

    public static string From(string text)
    {
        var trimmed = text.TrimStart();
        var end = trimmed.IndexOf('\n', StringComparison.Ordinal);
        var line = OutsideText.Line(end < 0 ? trimmed : trimmed[..end], MaxLength + 1);
        return line.Length <= MaxLength ? line : OutsideText.Cut(line, MaxLength).TrimEnd() + "…";
    }
}
