using Router.Destinations.Wording;

namespace Router.Destinations.Answers;

/// <summary>Finds in a mail what is being asked: the subject and the asking sentences, and without any, how the text begins.</summary>
internal static class Question
{
    private const int MaxTerms = 40;
    private const int MaxSentences = 400;
    private static readonly char[] SentenceEnds = ['.', '!', '\n', '\r'];
    private static readonly string[] AskingStarts =
        ["how ", "can ", "could ", "where ", "what ", "which ", "when ", "is there ", "is it ", "do you ", "does ", "i want to ", "i need to ", "we want to ", "we need to ", "i would like to ", "please "];

    /// <summary>Distinct terms, the subject's first.</summary>
    public static IReadOnlyList<string> TermsOf(string subject, string text)
    {
        var asking = string.Join(' ', AskingSentences(text));
        var body = Terms.Of(asking, MaxTerms) is { Count: > 0 } found ? found : Terms.Of(text, MaxTerms);
        return [.. Terms.Of(subject, MaxTerms).Concat(body).Distinct().Take(MaxTerms)];
    }

    private static IEnumerable<string> AskingSentences(string text)
    {
        var rest = text;
        for (var count = 0; rest.Length > 0 && count < MaxSentences; count++)
        {
            var question = rest.IndexOf('?', StringComparison.Ordinal);
            var end = rest.IndexOfAny(SentenceEnds);
            var isQuestion = question >= 0 && (end < 0 || question < end);
            var length = isQuestion ? question : end < 0 ? rest.Length : end;
            var sentence = rest[..length].Trim();
            if (isQuestion || AskingStarts.Any(start => sentence.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
            {
                yield return sentence;
            }

            rest = rest[Math.Min(length + 1, rest.Length)..];
        }
    }
}
