namespace Router.Triage.Model;

/// <summary>What is read of an issue line by line: the code that it shows, and lines that others have too, which a template put there.</summary>
internal static class IssueLines
{
    // How a fence looks once it is folded.
    private const string Fence = "'''";
    private const int ShortestLine = 3;
    private const int LongestLine = 90;

    /// <summary>The words of fenced code, and the fence's language.</summary>
    public static void AddCode(ReadOnlySpan<char> body, FeatureCounts counts)
    {
        var isInside = false;
        foreach (var range in body.Split('\n'))
        {
            var line = body[range].Trim();
            if (line.StartsWith(Fence, StringComparison.Ordinal))
            {
                isInside = !isInside;
                counts.Add(FeatureHash.Mix(FeatureHash.Of(FeatureHash.InCode, line)));
            }
            else if (isInside)
            {
                WordFeatures.AddSingles(line, FeatureHash.InCode, counts);
            }
        }
    }

    /// <summary>Each line that is neither very short nor very long, as one feature.</summary>
    public static void AddWhole(ReadOnlySpan<char> body, FeatureCounts counts)
    {
        foreach (var range in body.Split('\n'))
            if (body[range].Trim() is { Length: >= ShortestLine and < LongestLine } line)
                counts.Add(FeatureHash.Mix(FeatureHash.Of(FeatureHash.WholeLine, line)));
    }
}
