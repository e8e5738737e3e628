namespace Router.Triage.Model;

/// <summary>What an issue's form says: how much of it is template, code and prose, and how it asks. A trait with steps is one feature for each step reached, so that neighbours are alike.</summary>
internal static class IssueShape
{
    private const uint Salt = 0x155e51;
    private const int MostSteps = 8;

    private static readonly string[] Signs =
    [
        "'''", "http", ".png", ".jpg", ".gif", ".mp4", "assets/", "\n#", "- [x]", "- [ ]", "<!--", "_no response_", "<details", "#0", "version", "reproduc", "expected", "traceback", "exception",
        "error", "file \"", "warning", "**", "\n0. ", "\n- ",
    ];

    private static readonly string[] ProseSigns =
        ["hi", "hello", "dear", "thank", "please", "stack overflow", "stackoverflow", "would be", "should", "could", "would", " i ", "i'm", " we ", " my ", "how ", "xc", "xi", "xu", "xf", "!", ", ", "; ", "@", "#0"];

    private static readonly string[] SubjectSigns = ["?", "[", "'", ":", "bug", "feature", "how", "add ", "support", "allow", "error", "fail", "not ", "request", "can ", "00"];

    public static void Add(in FoldedMessage message, FeatureCounts counts)
    {
        var subject = message.Subject;
        var body = message.Body;
        var prose = message.Prose[Math.Min(message.Prose.Length, subject.Length + 1)..];
        var trait = 0u;
        foreach (var sign in Signs)
            AddSteps(trait++, StepOf(body.Count(sign)), counts);
        foreach (var sign in ProseSigns)
            AddSteps(trait++, StepOf(prose.Count(sign)), counts);
        foreach (var sign in SubjectSigns)
            AddSteps(trait++, subject.Contains(sign, StringComparison.Ordinal) ? 1 : 0, counts);
        AddSteps(trait++, StepOf(body.Length / 64), counts);
        AddSteps(trait++, StepOf(prose.Length / 32), counts);
        AddSteps(trait++, StepOf(subject.Length / 10), counts);
        AddSteps(trait++, StepOf(body.Count('\n')), counts);
        AddSteps(trait++, StepOf(prose.Count('?')), counts);
        AddSteps(trait++, MostSteps * prose.Length / (body.Length + 1), counts);
        AddSteps(trait++, prose.TrimEnd().EndsWith("?", StringComparison.Ordinal) ? 1 : 0, counts);
        AddSteps(trait, body.IsEmpty ? 1 : 0, counts);
    }

    // 0, 1, 2, 3 to 4, 5 to 8, 9 to 16 ...
    private static int StepOf(int count) => count == 0 ? 0 : Math.Min(MostSteps, 1 + (32 - System.Numerics.BitOperations.LeadingZeroCount((uint)count - 1)));

    private static void AddSteps(uint trait, int steps, FeatureCounts counts)
    {
        for (var step = 1; step <= steps; step++)
            counts.Add(FeatureHash.Mix(Salt + (trait * 0x01000193) + ((uint)step * 0x9E3779B1)));
    }
}
