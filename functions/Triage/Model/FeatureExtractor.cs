namespace Router.Triage.Model;

/// <summary>Reads hashed features from a message. A model fits only the extractor of its <see cref="Version"/>.</summary>
internal static class FeatureExtractor
{
    /// <summary>Raised with every change of what is read, how it is hashed or how groups are weighed.</summary>
    public const int Version = 5;

    private static readonly FeatureGroup[] MailGroups = [FeatureGroup.Words, FeatureGroup.Characters, FeatureGroup.Subject, FeatureGroup.Shape];
    private static readonly FeatureGroup[] IssueGroups = [.. Enum.GetValues<FeatureGroup>().Where(group => group != FeatureGroup.Shape)];
    private static readonly FeatureGroup[] MailWordGroups = [FeatureGroup.Words, FeatureGroup.Characters];
    private static readonly FeatureGroup[] IssueWordGroups = [FeatureGroup.Words, FeatureGroup.Characters, FeatureGroup.Prose, FeatureGroup.ProseCharacters];
    private static readonly float[] MailWeights = [1, 1, 0.4f, 0.07f];
    private static readonly float[] IssueWeights = [0.5f, 1, 0.7f, 0, 0.6f, 0.7f, 0.9f, 0.8f, 0.3f, 0.35f, 0.35f, 0.3f, 0.4f, 1, 0.6f, 0.6f, 0.3f];

    public static ReadOnlySpan<FeatureGroup> Groups(FeatureSet set) => set == FeatureSet.Issue ? IssueGroups : MailGroups;

    /// <summary>Those that a part of a text has by itself.</summary>
    public static ReadOnlySpan<FeatureGroup> WordGroups(FeatureSet set) => set == FeatureSet.Issue ? IssueWordGroups : MailWordGroups;

    public static float Weight(FeatureSet set, FeatureGroup group) => (set == FeatureSet.Issue ? IssueWeights : MailWeights)[(int)group];

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
                CharacterFeatures.Add(message.All, FeatureHash.Characters, counts);
                break;
            case FeatureGroup.Subject:
                counts.Begin(message.Subject.Length);
                WordFeatures.AddSentence(message.Subject, FeatureHash.InSubject, counts);
                break;
            case FeatureGroup.Shape:
                counts.Begin(64);
                ShapeFeatures.Add(message, counts);
                break;
            default:
                IssueFeatures.Extract(group, message, counts);
                break;
        }
    }
}
