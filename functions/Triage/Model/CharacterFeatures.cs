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
        counts.Begin(((LongestRun - ShortestRun + 1) * text.Length) + ((ShortestRun - 1) * CountUnspaced(text)));
        for (var start = 0; start < text.Length; start++)
        {
            var hash = seed;
            var shortest = IsUnspaced(text[start]) ? 1 : ShortestRun;
            var end = Math.Min(text.Length, start + LongestRun);
            for (var position = start; position < end; position++)
            {
                hash = (hash ^ text[position]) * FeatureHash.Prime;
                if (position - start >= shortest - 1)
                    counts.Add(FeatureHash.Mix(hash));
            }
        }
    }

    // A plain loop: the library's vectors allocate until they are compiled for good.
    private static int CountUnspaced(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var character in text)
            count += IsUnspaced(character) ? 1 : 0;
        return count;
    }

    private static bool IsUnspaced(char character) => character is >= FirstUnspaced and <= LastUnspaced;
}
