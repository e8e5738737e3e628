using Router.Triage.Model;

namespace Router.Triage.Reading;

/// <summary>What a customer wrote for us: quoted mails, signature and what mail programs put before a subject taken off.</summary>
internal readonly record struct OwnWords(string Subject, string Body)
{
    // A request says what it wants in its first or last lines; more would only cost time on hostile input.
    private const int LongestPart = 4 * 1024;
    private const int LongestSubject = 512;
    private const int FewestWords = 3;

    /// <summary>As it came, but for its length: issues say much by their template.</summary>
    private (string Subject, string Body) Whole { get; init; } = (Subject, Body);

    public bool HasAny => Subject.Any(char.IsLetterOrDigit) || Body.Any(char.IsLetterOrDigit);

    /// <summary>One or two words leave a model sure of anything and a person wondering.</summary>
    public bool SaysLittle => CountWords(Subject) + CountWords(Body) < FewestWords;

    public static OwnWords Read(string subject, string text)
    {
        var (shortSubject, shortText) = (subject.Length <= LongestSubject ? subject : subject[..LongestSubject], Clip(text));
        return new(SubjectLine.Strip(shortSubject), WrappedLines.Join(MailLines.Keep(shortText))) { Whole = (shortSubject, shortText) };
    }

    public IReadOnlyList<Sentence> Sentences() => RequestText.Read(Subject, Body).Sentences;

    /// <param name="set">What is to be read from it.</param>
    /// <param name="asks">Leaves out what asks nothing; null keeps all. Issues are kept whole.</param>
    public FoldedMessage Fold(FeatureSet set, AskFilter? asks = null) =>
        set == FeatureSet.Issue ? new(Whole.Subject, Whole.Body, set) : new(Subject, Body, asks: asks);

    /// <summary>The beginning and the end of a text that is too long to be read whole.</summary>
    public static string Clip(string text) =>
        text.Length <= 2 * LongestPart ? text : string.Concat(text.AsSpan(0, LongestPart), "\n", text.AsSpan(text.Length - LongestPart));

    private static int CountWords(string text)
    {
        var (words, isInside) = (0, false);
        foreach (var character in text)
        {
            var isLetter = char.IsLetterOrDigit(character);
            words += isLetter && !isInside ? 1 : 0;
            isInside = isLetter;
        }

        return words;
    }
}
