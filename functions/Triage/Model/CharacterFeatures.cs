namespace Router.Triage.Model;

/// <summary>Three to five characters in a row, across words.</summary>
internal static class CharacterFeatures
{
    private const int ShortestRun = 3;
    private const int LongestRun = 5;

    public static void Add(ReadOnlySpan<char> text, uint seed, FeatureCounts counts)
    {
        counts.Begin((LongestRun - ShortestRun + 1) * text.Length);
        for (var start = 0; start < text.Length; start++)
        {
            var hash = seed;
            var end = Math.Min(text.Length, start + LongestRun);
            for (var position = start; position < end; position++)
            {
                hash = (hash ^ text[position]) * FeatureHash.Prime;
                if (position - start >= ShortestRun - 1)
                    counts.Add(FeatureHash.Mix(hash));
            }
        }
    }
}
