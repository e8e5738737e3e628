using Router.Triage.Model;

namespace Router.Triage.Reading;

/// <summary>What a customer wrote for us: quoted mails, signature and what mail programs put before a subject taken off.</summary>
internal readonly record struct OwnWords(string Subject, string Body)
{
    // A request says what it wants in its first or last lines; more would only cost time on hostile input.
    private const int LongestPart = 6 * 1024;
    private const int LongestSubject = 512;

    public bool HasAny => Subject.Any(char.IsLetterOrDigit) || Body.Any(char.IsLetterOrDigit);

    public static OwnWords Read(string subject, string text) =>
        new(SubjectLine.Strip(subject.Length <= LongestSubject ? subject : subject[..LongestSubject]), WrappedLines.Join(MailLines.Keep(Clip(text))));

    public IReadOnlyList<Sentence> Sentences() => RequestText.Read(Subject, Body).Sentences;

    public FoldedMessage Fold() => new(Subject, Body);

    /// <summary>The beginning and the end of a text that is too long to be read whole.</summary>
    public static string Clip(string text) =>
        text.Length <= 2 * LongestPart ? text : string.Concat(text.AsSpan(0, LongestPart), "\n", text.AsSpan(text.Length - LongestPart));
}
