namespace Router.Triage.Model;

/// <summary>Reads hashed features from a message. A model fits only the extractor of its <see cref="Version"/>.</summary>
internal static class FeatureExtractor
{
    /// <summary>Raised with every change of what is read, how it is hashed or how groups are weighed.</summary>
    public const int Version = 1;

    private const int ShortestRun = 3;
    private const int LongestRun = 5;
    private static readonly FeatureGroup[] AllGroups = [FeatureGroup.Words, FeatureGroup.Characters, FeatureGroup.Subject, FeatureGroup.Shape];

    public static ReadOnlySpan<FeatureGroup> Groups => AllGroups;

    /// <summary>Those that a part of a text has by itself.</summary>
    public static ReadOnlySpan<FeatureGroup> WordGroups => Groups[..2];

    public static float Weight(FeatureGroup group) => group switch
    {
        FeatureGroup.Subject => 0.4f,
        FeatureGroup.Shape => 0.07f,
        _ => 1,
    };

    /// <param name="group">Which features.</param>
    /// <param name="message">Folded.</param>
    /// <param name="counts">Emptied first.</param>
    public static void Extract(FeatureGroup group, in FoldedMessage message, FeatureCounts counts)
    {
        switch (group)
        {
            case FeatureGroup.Words:
                counts.Begin(2 * message.All.Length);
                WordFeatures.Add(message.All, counts);
                break;
            case FeatureGroup.Characters:
                counts.Begin(3 * message.All.Length);
                AddCharacters(message.All, counts);
                break;
            case FeatureGroup.Subject:
                counts.Begin(message.Subject.Length);
                WordFeatures.AddSubject(message.Subject, counts);
                break;
            default:
                counts.Begin(64);
                ShapeFeatures.Add(message, counts);
                break;
        }
    }

    private static void AddCharacters(ReadOnlySpan<char> text, FeatureCounts counts)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var hash = FeatureHash.Characters;
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
