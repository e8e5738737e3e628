using Router.Triage.Reading;

namespace Router.Triage.Cues;

/// <summary>Finds cues in a sentence; looks up by the first word, so that the number of cues costs nothing per word.</summary>
internal sealed class CueTable<TLabel>
{
    private const int PrefixLength = 3;

    // Ordinary sentences have a dozen; the bound keeps a text made of cues from costing more.
    private const int MaxMatches = 48;

    private readonly Dictionary<string, List<Cue<TLabel>>> byFirstWord = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Cue<TLabel>>> byPrefix = new(StringComparer.Ordinal);

    public CueTable(IEnumerable<Cue<TLabel>> cues)
    {
        foreach (var cue in cues)
            foreach (var opener in cue.Phrase.Openers)
                Index(opener, cue);
    }

    /// <summary>The matches that count: one inside a longer one does not ("no error" is not "error").</summary>
    public IReadOnlyList<CueMatch<TLabel>> Find(Sentence sentence)
    {
        var matches = new List<CueMatch<TLabel>>();
        for (var first = 0; first < sentence.Words.Length && matches.Count < MaxMatches; first++)
            AddAt(sentence, first, matches);
        return matches.Count < 2 ? matches : [.. matches.Where(match => !IsCovered(match, matches))];
    }

    private static bool IsCovered(CueMatch<TLabel> match, List<CueMatch<TLabel>> matches)
    {
        foreach (var other in matches)
            if (other.Covers(match))
                return true;
        return false;
    }

    private void AddAt(Sentence sentence, int first, List<CueMatch<TLabel>> matches)
    {
        var form = sentence.Words[first].Form;
        AddFrom(byFirstWord.GetValueOrDefault(form));
        if (form.Length >= PrefixLength)
            AddFrom(byPrefix.GetValueOrDefault(form[..PrefixLength]));
        if (char.IsAsciiDigit(form[0]))
            AddFrom(byFirstWord.GetValueOrDefault("#"));

        void AddFrom(List<Cue<TLabel>>? candidates)
        {
            foreach (var cue in candidates ?? [])
                if (cue.Phrase.MatchAt(sentence.Words, first) is >= 0 and var last)
                    matches.Add(new(cue, first, last));
        }
    }

    private void Index(string opener, Cue<TLabel> cue)
    {
        var isPrefix = opener.EndsWith('*');
        if (isPrefix && opener.Length <= PrefixLength)
            throw new FormatException($"The beginning of a word needs at least {PrefixLength} letters: {opener}");
        var index = isPrefix ? byPrefix : byFirstWord;
        var key = isPrefix ? opener[..PrefixLength] : opener;
        if (!index.TryGetValue(key, out var cues))
            index[key] = cues = [];
        cues.Add(cue);
    }
}
