namespace Router.Triage.Training;

/// <summary>Tells issues from mails by what only an issue tracker's form and its users write: headings, boxes to tick, fenced code.</summary>
internal static class IssueLayout
{
    private const double UsualFrom = 0.25;

    private static readonly string[] Signs = ["```", "\n#", "- [ ]", "- [x]", "- [X]", "<!--", "<details"];

    /// <summary>True where many of the rows have it.</summary>
    public static bool IsUsual(IReadOnlyList<TrainingRow> rows) =>
        rows.Count > 0 && rows.Average(row => HasAny(row.Body) ? 1.0 : 0) >= UsualFrom;

    private static bool HasAny(string body) =>
        body.StartsWith('#') || Array.Exists(Signs, sign => body.Contains(sign, StringComparison.Ordinal));
}
