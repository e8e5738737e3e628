using System.Buffers;

namespace Router.Destinations.Wording;

/// <summary>Brings a word's common English endings together: "redirects", "redirected" and "redirecting" are one term. Light on purpose.</summary>
internal static class Stem
{
    private const int ShortestWord = 4;
    private const int ShortestStem = 3;
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");
    private static readonly string[] DoubledEndings = ["bb", "dd", "gg", "mm", "nn", "pp", "rr", "tt"];

    public static string Of(string word)
    {
        if (word.Length < ShortestWord || !char.IsAsciiLetter(word[^1]))
        {
            return word;
        }

        var singular = WithoutPlural(Cut(word, "ally", onlyAfter: "c") ?? Cut(word, "ly", onlyAfter: "hedtksr") ?? word);
        var root = WithoutVerbEnding(singular);
        root = Cut(root, "ion", onlyAfter: "st") ?? root;
        return root.Length > ShortestStem && root.EndsWith('e') ? root[..^1] : root;
    }

    private static string WithoutPlural(string word)
    {
        if (word.EndsWith("ies", StringComparison.Ordinal) && word.Length > ShortestWord)
        {
            return word[..^3] + "y";
        }

        if (word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal)
            || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal))
        {
            return word[..^2];
        }

        return word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') ? word[..^1] : word;
    }

    private static string WithoutVerbEnding(string word)
    {
        if (word.EndsWith("ied", StringComparison.Ordinal) && word.Length > ShortestWord)
        {
            return word[..^3] + "y";
        }

        var root = Cut(word, "ing", onlyAfter: null) ?? Cut(word, "ed", onlyAfter: null);
        return root is null
            ? word
            : DoubledEndings.Any(ending => root.EndsWith(ending, StringComparison.Ordinal)) ? root[..^1] : root;
    }

    /// <summary>Null where the ending is not there, or belongs to the word itself ("string", "feed").</summary>
    private static string? Cut(string word, string ending, string? onlyAfter)
    {
        if (!word.EndsWith(ending, StringComparison.Ordinal) || word.Length - ending.Length < ShortestStem)
        {
            return null;
        }

        var root = word[..^ending.Length];
        var isRoot = onlyAfter is null ? root.AsSpan().ContainsAny(Vowels) && root[^1] != 'e' : onlyAfter.Contains(root[^1], StringComparison.Ordinal);
        return isRoot ? root : null;
    }
}
