using Router.Triage.Reading;

namespace Router.Triage.Learning;

/// <param name="ComponentId">The component that persons gave requests with this word to.</param>
/// <param name="Word">In the form of <see cref="WordReader"/>.</param>
/// <param name="Requests">How many such requests.</param>
internal sealed record LearntWord(string ComponentId, string Word, int Requests);

/// <summary>The learnt words that count now. Another list may take its place while requests are being read.</summary>
internal sealed class LearntWords
{
    /// <summary>What one learnt word counts beside a name, which counts 1 or more.</summary>
    private const double WeightOfOne = 0.3;

    // Whatever was learnt, a name that a customer writes counts more.
    private const double Most = 0.9;

    private volatile ILookup<string, LearntWord> byWord = Lookup([]);

    public IReadOnlyList<LearntWord> Current
    {
        get => [.. byWord.SelectMany(words => words)];
        set => byWord = Lookup(value);
    }

    /// <summary>For each component whose learnt words the text holds: what they count, and the first of them.</summary>
    public IReadOnlyList<LearntMatch> Find(RequestText text)
    {
        var words = byWord;
        if (words.Count == 0)
            return [];
        var found = new Dictionary<LearntWord, string>();
        foreach (var sentence in text.Sentences)
            for (var index = 0; index < sentence.Words.Length; index++)
                foreach (var learnt in words[sentence.Words[index].Form])
                    if (!found.ContainsKey(learnt))
                        found.Add(learnt, sentence.Quote(index, index));
        return [.. found.GroupBy(pair => pair.Key.ComponentId, (id, pairs) => Match(id, [.. pairs]))];
    }

    private static LearntMatch Match(string componentId, KeyValuePair<LearntWord, string>[] found) => new(
        componentId, found.Length, Math.Min(Most, WeightOfOne * found.Length), string.Join(", ", found.Select(pair => pair.Value).Take(3)));

    private static ILookup<string, LearntWord> Lookup(IEnumerable<LearntWord> words) => words.ToLookup(word => word.Word, StringComparer.Ordinal);
}

/// <param name="Words">How many different learnt words there are.</param>
/// <param name="Evidence">The customer's words.</param>
internal sealed record LearntMatch(string ComponentId, int Words, double Weight, string Evidence);
