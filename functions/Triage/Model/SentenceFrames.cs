using System.Collections.Frozen;

namespace Router.Triage.Model;

/// <summary>How a sentence is built, whatever it is about: up to four neighbours among the words that every subject needs, with one gap for any run of others ("how can i _ ?", "it would be nice _").</summary>
internal static class SentenceFrames
{
    private const int LongestRun = 4;

    // No word has these hashes but by chance.
    private const uint Gap = 0x9e3779b9;
    private const uint End = 0x7f4a7c15;

    private static readonly FrozenSet<uint> Frame = FrameWords.All.Select(word => FeatureHash.Of(FeatureHash.Words, word)).ToFrozenSet();

    /// <param name="sentence">Folded.</param>
    /// <param name="place">Tells the frames of one place from those of another.</param>
    /// <param name="counts">Added to.</param>
    public static void Add(ReadOnlySpan<char> sentence, uint place, FeatureCounts counts)
    {
        Span<uint> latest = stackalloc uint[LongestRun];
        latest.Clear();
        Push(FeatureHash.SentenceStart, latest, place, counts);
        for (var position = 0; position < sentence.Length;)
        {
            var length = WordFeatures.LengthOfWord(sentence[position..]);
            var token = length > 0 ? TokenOf(sentence.Slice(position, length)) : sentence[position] is '?' or '!' ? sentence[position] : 0u;
            position += Math.Max(1, length);
            if (token != 0 && (token != Gap || latest[0] != Gap))
                Push(token, latest, place, counts);
        }

        Push(End, latest, place, counts);
    }

    private static uint TokenOf(ReadOnlySpan<char> word) => FeatureHash.Of(FeatureHash.Words, word) is var hash && Frame.Contains(hash) ? hash : Gap;

    // Adds the runs that end with the token.
    private static void Push(uint token, Span<uint> latest, uint place, FeatureCounts counts)
    {
        latest[..^1].CopyTo(latest[1..]);
        latest[0] = token;
        var run = FeatureHash.InFrame;
        foreach (var part in latest)
        {
            if (part == 0)
                break;
            run = FeatureHash.Join(run, part);
            counts.Add(FeatureHash.Mix(run ^ place));
        }
    }
}
