namespace Router.Triage.Reading;

/// <summary>What a customer wrote, as sentences: the subject first, then the body in order.</summary>
internal sealed record RequestText(IReadOnlyList<Sentence> Sentences)
{
    private const int FirstSentences = 80;
    private const int LastSentences = 30;
    private const int MaxSentenceLength = 300;

    public static RequestText Read(string subject, string text)
    {
        var body = Markup.Strip(OwnWords.Clip(text));
        var sentences = Split(WrappedLines.Join(MailLines.Keep(body)));
        if (sentences.Count > FirstSentences + LastSentences)
            sentences.RemoveRange(FirstSentences, sentences.Count - FirstSentences - LastSentences);
        var title = SubjectLine.Strip(OwnWords.Clip(subject));
        return new(
        [
            .. Split(title).Select(part => Sentence.Read(part, isSubject: true)),
            .. sentences.Select(part => Sentence.Read(part, isSubject: false)),
        ]);
    }

    private static List<string> Split(string text)
    {
        var sentences = new List<string>();
        var start = 0;
        for (var index = 0; index < text.Length; index++)
        {
            if (!Ends(text, index) && index - start < MaxSentenceLength)
                continue;
            Add(sentences, text[start..(index + 1)]);
            start = index + 1;
        }

        Add(sentences, text[start..]);
        return sentences;
    }

    private static bool Ends(string text, int index) => text[index] switch
    {
        '\n' or '…' => true,
        '.' or '!' or '?' or ';' or ':' => index + 1 == text.Length || char.IsWhiteSpace(text[index + 1]),
        _ => false,
    };

    private static void Add(List<string> sentences, string sentence)
    {
        var trimmed = sentence.Trim();
        if (trimmed.Length > 0 && trimmed.Any(char.IsLetterOrDigit))
            sentences.Add(trimmed);
    }
}
