using Router.Intake.Email.Words;

namespace Router.Intake.Email.Writers;

/// <summary>What only a person writes: a question, a request, a word about "our shop". A machine's words that send the reader elsewhere are none.</summary>
internal static class PersonSigns
{
    private static readonly char[] Ends = ['.', '!', '\n', '。', '！'];

    public static bool In(string words) =>
        Sentences(words).Any(sentence => !Wording.Has(sentence, WriterWords.All.Elsewhere)
            && (IsQuestion(sentence) || Wording.Has(sentence, WriterWords.All.Requests) || Wording.Has(sentence, WriterWords.All.Matters)));

    private static bool IsQuestion(string sentence) => sentence[^1] is '?' or '？' or '؟';

    // A question mark within an address of the web ends nothing.
    private static IEnumerable<string> Sentences(string words)
    {
        var start = 0;
        for (var i = 0; i < words.Length; i++)
        {
            var isMark = words[i] is '？' or '؟' || (words[i] is '?' && (i + 1 == words.Length || !char.IsLetterOrDigit(words[i + 1])));
            if (isMark || Ends.Contains(words[i]))
            {
                if (words[start..(i + (isMark ? 1 : 0))].Trim() is { Length: > 0 } sentence)
                {
                    yield return sentence;
                }

                start = i + 1;
            }
        }

        if (words[start..].Trim() is { Length: > 0 } rest)
        {
            yield return rest;
        }
    }
}
