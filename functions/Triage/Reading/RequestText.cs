using System.Text;

namespace Router.Triage.Reading;

/// <summary>What a customer wrote, as sentences: the subject first, then the body in order.</summary>
internal sealed record RequestText(IReadOnlyList<Sentence> Sentences)
{
    // A request says what it wants in its first or last lines; more would only cost time on hostile input.
    private const int MaxRead = 6 * 1024;
    private const int FirstSentences = 80;
    private const int LastSentences = 30;
    private const int MaxSentenceLength = 300;
    private const int WrappedLineLength = 50;

    public static RequestText Read(string subject, string text)
    {
        var body = Markup.Strip(Clip(text));
        var sentences = Split(Join(MailLines.Keep(body)));
        if (sentences.Count > FirstSentences + LastSentences)
            sentences.RemoveRange(FirstSentences, sentences.Count - FirstSentences - LastSentences);
        var title = SubjectLine.Strip(Clip(subject));
        return new(
        [
            .. Split(title).Select(part => Sentence.Read(part, isSubject: true)),
            .. sentences.Select(part => Sentence.Read(part, isSubject: false)),
        ]);
    }

    private static string Clip(string text) =>
        text.Length <= 2 * MaxRead ? text : string.Concat(text.AsSpan(0, MaxRead), "\n", text.AsSpan(text.Length - MaxRead));

    // Mail programs wrap lines; a sentence goes on where a full line is followed by a small letter.
    private static string Join(IReadOnlyList<string> lines)
    {
        var joined = new StringBuilder();
        for (var index = 0; index < lines.Count; index++)
        {
            joined.Append(lines[index]);
            var isWrapped = lines[index].Length >= WrappedLineLength && index + 1 < lines.Count
                && lines[index + 1].Length > 0 && char.IsLower(lines[index + 1][0]);
            joined.Append(isWrapped ? ' ' : '\n');
        }

        return joined.ToString();
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
