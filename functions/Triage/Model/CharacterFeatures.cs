namespace Router.Triage.Model;

/// <summary>Three to five characters in a row, across words; from one on where words have no spaces between them, as in Japanese and Chinese.</summary>
internal static class CharacterFeatures
{
    private const int ShortestRun = 3;
    private const int LongestRun = 5;
    private const char FirstUnspaced = '\u2e80';
    private const char LastUnspaced = '\uabff';

    public static void Add(ReadOnlySpan<char> text, uint seed, FeatureCounts counts)
    {
        counts.Begin((text.ContainsAnyInRange(FirstUnspaced, LastUnspaced) ? LongestRun : LongestRun - ShortestRun + 1) * text.Length);
        for (var start = 0; start < text.Length; start++)
        {
            var hash = seed;
            var shortest = text[start] is >= FirstUnspaced and <= LastUnspaced ? 1 : ShortestRun;
            var end = Math.Min(text.Length, start + LongestRun);
            for (var position = start; position < end; position++)
            {
                hash = (hash ^ text[position]) * FeatureHash.Prime;
                if (position - start >= shortest - 1)
                    counts.Add(FeatureHash.Mix(hash));
            }
        }
    }
}
