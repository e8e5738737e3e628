namespace Router.Intake.Email.Quotes;

/// <summary>What mail programs put before a subject, in the languages our customers write.</summary>
internal static class SubjectPrefix
{
    private static readonly string[] Replies = ["re", "aw", "antw", "antwort", "sv", "vs", "odp", "ynt", "回复", "回覆", "答复"];
    private static readonly string[] Forwards = ["fw", "fwd", "wg", "tr", "rv", "i", "doorst", "enc", "vb", "vl", "pd", "转发", "轉寄"];

    public static bool IsReply(string subject) => Has(subject, Replies);

    public static bool IsForward(string subject) => Has(subject, Forwards);

    private static bool Has(string subject, string[] prefixes)
    {
        var end = subject.AsSpan().IndexOfAny(':', '：');
        if (end <= 0)
        {
            return false;
        }

        // "Re[2]:" and "AW :" mean the same.
        var word = subject[..end].Split('[')[0].Trim();
        return prefixes.Contains(word, StringComparer.OrdinalIgnoreCase);
    }
}
