namespace Router.Triage.Model;

/// <summary>What a message's form says beside its words: how long it is, how it asks, how it is laid out. Each trait is one feature that is there or not.</summary>
internal static class ShapeFeatures
{
    private const uint Salt = 0x51ab1e;

    public static void Add(in FoldedMessage message, FeatureCounts counts)
    {
        var body = message.Body;
        var words = CountWords(body);
        var questions = body.Count('?');
        AddLevel(1, LengthLevel(words), counts);
        AddLevel(2, Math.Min(questions, 3), counts);
        AddLevel(3, Math.Min(body.Count('!'), 3), counts);
        AddLevel(4, body.TrimEnd().EndsWith("?", StringComparison.Ordinal) ? 1 : 0, counts);
        AddLevel(5, message.Subject.Contains('?') ? 1 : 0, counts);
        AddLevel(6, message.Subject.IsEmpty ? 1 : 0, counts);
        AddLevel(7, Math.Min(body.Count('\n') / 3, 6), counts);
        AddLevel(8, Math.Min(body.Count("```"), 4), counts);
        AddLevel(9, Math.Min(body.Count("\n#"), 6), counts);
        AddLevel(10, Math.Min(body.Count("http"), 3), counts);
        AddLevel(11, body.Contains('0') ? 1 : 0, counts);
        AddLevel(12, Math.Min(body.Count("- [x]"), 2), counts);
        AddLevel(13, Math.Min(body.Count("- [ ]"), 2), counts);
    }

    private static int LengthLevel(int words) => words switch { < 8 => 0, < 20 => 1, < 40 => 2, < 80 => 3, < 160 => 4, < 400 => 5, _ => 6 };

    private static int CountWords(ReadOnlySpan<char> text) => text.Count(' ') + text.Count('\n') + 1;

    private static void AddLevel(uint trait, int level, FeatureCounts counts) => counts.Add(Salt + (trait * 0x01000193) + ((uint)level * 0x9E3779B1));
}
