using Router.Triage.Reading;

namespace Router.Triage.Cues;

/// <summary>
/// A wording as a short pattern over words: <c>a|b</c> either word, <c>wor*</c> a beginning, <c>(word)</c> may be left out,
/// <c>#</c> a number, <c>..</c> up to three words between, <c>...</c> up to eight, <c>^</c> the sentence's start, <c>?</c> its question mark.
/// </summary>
/// <remarks>Not a regular expression: matching is bounded by the pattern's length and its gaps, whatever the text.</remarks>
internal sealed class Phrase
{
    private readonly PhrasePart[] parts;

    private Phrase(PhrasePart[] parts) => this.parts = parts;

    /// <summary>The words it can begin with; beginnings end with "*".</summary>
    public IReadOnlyList<string> Openers => parts[0].Words;

    public static Phrase Parse(string pattern, IReadOnlyDictionary<string, string> sets)
    {
        var parts = pattern.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => PhrasePart.Parse(part, sets)).ToArray();
        if (parts.Length == 0 || parts[0].Gap > 0 || parts[0].IsOptional || parts[^1].Gap > 0 || parts[^1].IsOptional)
            throw new FormatException($"A phrase begins and ends with a word: {pattern}");
        return new(parts);
    }

    public int Length => parts.Length;

    /// <summary>The same for phrases that match the same words.</summary>
    public string Key => string.Join(' ', parts.Select(part => string.Join('|', part.Words)));

    /// <summary>The words of a name as they stand, a plural "s" allowed at the end; null where it holds no word.</summary>
    public static Phrase? FromText(string text)
    {
        var words = WordReader.Read(text).Where(word => word.End > word.Start).Select(word => word.Form).ToList();
        return words.Count == 0
            ? null
            : new([.. words[..^1].Select(word => new PhrasePart([word], false, 0)), new PhrasePart([words[^1], words[^1] + "s"], false, 0)]);
    }

    /// <summary>The last word of the match that begins at a word, or -1.</summary>
    public int MatchAt(Word[] words, int first) => Match(words, first, 0);

    private int Match(Word[] words, int position, int part)
    {
        if (part == parts.Length)
            return position - 1;
        var current = parts[part];
        for (var skipped = 0; skipped <= current.Gap; skipped++)
        {
            if (current.Gap > 0)
            {
                var afterGap = Match(words, position + skipped, part + 1);
                if (afterGap >= 0 || position + skipped >= words.Length)
                    return afterGap;
                continue;
            }

            if (position < words.Length && current.Matches(words[position].Form) && Match(words, position + 1, part + 1) is >= 0 and var end)
                return end;
        }

        return current.IsOptional ? Match(words, position, part + 1) : -1;
    }
}
