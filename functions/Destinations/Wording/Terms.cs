using System.Text;

namespace Router.Destinations.Wording;

/// <summary>
/// Takes a text apart into its terms: runs of letters and digits in lower case, without stop words, stemmed, one word for all of a meaning. A term holds nothing but
/// letters and digits, whatever the text was.
/// </summary>
internal static class Terms
{
    private const int LongestTerm = 32;

    /// <param name="limit">How many terms at most; the rest of a long text is not read.</param>
    public static IReadOnlyList<string> Of(string text, int limit)
    {
        var terms = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (terms.Count == limit)
            {
                return terms;
            }

            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(Rune.ToLowerInvariant(rune));
            }
            else if (word.Length > 0)
            {
                AddTo(terms, word);
            }
        }

        if (terms.Count < limit)
        {
            AddTo(terms, word);
        }

        return terms;
    }

    private static void AddTo(List<string> terms, StringBuilder word)
    {
        // Over the limit it is a token, a hash or noise, and shared by no two texts by meaning.
        if (word.Length is > 1 and <= LongestTerm && word.ToString() is var text && !StopWords.Contains(text))
        {
            terms.Add(Synonyms.Of(Stem.Of(text)));
        }

        word.Clear();
    }
}
