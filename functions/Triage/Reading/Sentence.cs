namespace Router.Triage.Reading;

/// <param name="Text">As the customer wrote it.</param>
/// <param name="Words">Begins with <see cref="Word.Opening"/> and, where it asks, ends with <see cref="Word.Question"/>.</param>
/// <param name="IsSubject">True for the subject line.</param>
internal sealed record Sentence(string Text, Word[] Words, bool IsSubject)
{
    private const int MaxQuotedLength = 120;

    public bool IsQuestion => Words[^1].Form == Word.Question;

    public static Sentence Read(string text, bool isSubject) => new(text, WordReader.Read(text), isSubject);

    /// <summary>The customer's own words from one word to another, short enough to show.</summary>
    public string Quote(int firstWord, int lastWord)
    {
        var start = Words[firstWord].Start;
        var end = Math.Max(start, Words[lastWord].End);
        var quote = Text[start..end];
        return quote.Length <= MaxQuotedLength ? quote : quote[..(MaxQuotedLength - 1)] + "…";
    }
}
