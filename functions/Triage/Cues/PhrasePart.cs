namespace Router.Triage.Cues;

/// <param name="Words">The words it accepts; one that ends with "*" accepts any word that begins so.</param>
/// <param name="Gap">How many words it may skip; 0 for a word.</param>
internal sealed record PhrasePart(string[] Words, bool IsOptional, int Gap)
{
    private const int ShortGap = 3;
    private const int LongGap = 8;

    public static PhrasePart Parse(string part, IReadOnlyDictionary<string, string> sets)
    {
        if (part.All(character => character == '.'))
            return new([], false, part.Length == 2 ? ShortGap : LongGap);
        var isOptional = part.StartsWith('(') && part.EndsWith(')');
        var words = (isOptional ? part[1..^1] : part).Split('|').SelectMany(word => WriteOut(word, sets));
        return new([.. words], isOptional, 0);
    }

    public bool Matches(string form)
    {
        foreach (var word in Words)
            if (Matches(word, form))
                return true;
        return false;
    }

    private static bool Matches(string word, string form) =>
        word == "#" ? char.IsAsciiDigit(form[0])
        : word[^1] == '*' ? form.AsSpan().StartsWith(word.AsSpan(0, word.Length - 1), StringComparison.Ordinal)
        : word == form;

    private static string[] WriteOut(string word, IReadOnlyDictionary<string, string> sets)
    {
        if (!word.StartsWith('@'))
            return word.Length > 0 ? [word] : throw new FormatException("A phrase holds an empty word.");
        return sets.TryGetValue(word, out var set) ? set.Split('|') : throw new FormatException($"No word set is named {word}.");
    }
}
