namespace Router.Triage.Model;

/// <summary>What is read of issues beside what is read of every message.</summary>
internal static class IssueFeatures
{
    private const int LengthOfBeginning = 600;
    private const int LongestHeading = 24;

    public static void Extract(FeatureGroup group, in FoldedMessage message, FeatureCounts counts)
    {
        var prose = message.Prose;
        switch (group)
        {
            case FeatureGroup.IssueShape:
                counts.Begin(1024);
                IssueShape.Add(message, counts);
                break;
            case FeatureGroup.SubjectCharacters:
                CharacterFeatures.Add(message.Subject, FeatureHash.InSubject, counts);
                break;
            case FeatureGroup.Prose:
                counts.Begin(2 * prose.Length);
                for (var (start, end) = (0, 0); start < prose.Length; start = end)
                {
                    end = start + WordFeatures.LengthOfSentence(prose[start..]);
                    WordFeatures.AddSentence(prose[start..end], FeatureHash.InProse, counts);
                }

                break;
            case FeatureGroup.ProseCharacters:
                CharacterFeatures.Add(prose, FeatureHash.InProse, counts);
                break;
            case FeatureGroup.Sections:
                counts.Begin(message.Body.Length);
                AddSections(message.Body, counts);
                break;
            case FeatureGroup.Code:
                counts.Begin(message.Body.Length);
                IssueLines.AddCode(message.Body, counts);
                break;
            case FeatureGroup.Lines:
                counts.Begin(message.Body.Length);
                IssueLines.AddWhole(message.Body, counts);
                break;
            case FeatureGroup.Frames:
                counts.Begin(4 * prose.Length);
                for (var (start, end) = (0, 0); start < prose.Length; start = end)
                {
                    end = start + WordFeatures.LengthOfSentence(prose[start..]);
                    SentenceFrames.Add(prose[start..end], FeatureHash.InProse, counts);
                }

                break;
            case FeatureGroup.SubjectFrames:
                counts.Begin(4 * message.Subject.Length);
                SentenceFrames.Add(message.Subject, FeatureHash.InSubject, counts);
                break;
            default:
                counts.Begin(2 * prose.Length);
                AddPlaces(group, prose, message.Subject.Length, counts);
                break;
        }
    }

    private static void AddPlaces(FeatureGroup group, ReadOnlySpan<char> prose, int subjectLength, FeatureCounts counts)
    {
        var body = prose[Math.Min(prose.Length, subjectLength + 1)..];
        switch (group)
        {
            case FeatureGroup.Questions:
                WordFeatures.AddQuestions(prose, FeatureHash.InQuestion ^ FeatureHash.InProse, counts);
                break;
            case FeatureGroup.Beginning:
                WordFeatures.AddSentence(body[..Math.Min(body.Length, LengthOfBeginning)], FeatureHash.InBeginning, counts);
                break;
            case FeatureGroup.Opening:
                WordFeatures.AddSentence(body[..WordFeatures.LengthOfSentence(body)], FeatureHash.InOpening, counts);
                break;
            default:
                WordFeatures.AddSentence(WordFeatures.LastSentence(body), FeatureHash.InLastSentence ^ FeatureHash.InProse, counts);
                break;
        }
    }

    private static void AddSections(ReadOnlySpan<char> body, FeatureCounts counts)
    {
        var heading = FeatureHash.InSection;
        foreach (var range in body.Split('\n'))
        {
            var line = body[range].Trim();
            if (line.StartsWith("#", StringComparison.Ordinal) || (line.StartsWith("**", StringComparison.Ordinal) && line.TrimEnd(':').EndsWith("**", StringComparison.Ordinal)))
                heading = HashOf(line.Trim("#*: "));
            else
                WordFeatures.AddSingles(line, heading, counts);
        }
    }

    private static uint HashOf(ReadOnlySpan<char> heading) => FeatureHash.Of(FeatureHash.InSection, heading[..Math.Min(heading.Length, LongestHeading)]);
}
