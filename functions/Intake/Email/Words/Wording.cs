namespace Router.Intake.Email.Words;

/// <summary>Looks wordings up in a text.</summary>
internal static class Wording
{
    public static bool Has(string text, IEnumerable<string> phrases) => phrases.Any(phrase => Contains(text, phrase));

    public static int Count(string text, IEnumerable<string> phrases) => phrases.Count(phrase => Contains(text, phrase));

    public static bool StartsWithAny(string text, IEnumerable<string> phrases) => phrases.Any(phrase => text.TrimStart(' ', '*', '[', '"', '!').StartsWith(phrase, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the subject is one of the words, or one and a colon and more: "Automatic reply: Export". A sentence that begins so is none.</summary>
    public static bool IsPrefix(string subject, IEnumerable<string> words)
    {
        var text = subject.Trim(' ', '[', '*');
        return words.Any(word => text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && text[word.Length..].TrimStart(' ', ']', ')', '\u00a0') is "" or [':' or '：' or '-' or '–' or '!' or '.', ..]);
    }

    // A phrase begins where a word does: "under" is no part of "understand". Alphabets without blanks have no such place.
    private static bool Contains(string text, string phrase)
    {
        for (var at = text.IndexOf(phrase, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(phrase, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (at == 0 || phrase[0] > '\u2fff' || !char.IsLetter(phrase[0]) || !char.IsLetter(text[at - 1]))
            {
                return true;
            }
        }

        return false;
    }
}
