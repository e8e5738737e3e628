using Router.Intake.Email.Words;

namespace Router.Intake.Email.Quotes;

/// <summary>What mail programs put before a subject.</summary>
internal static class SubjectPrefix
{
    private static readonly string[] Replies = MailWords.All(words => words.ReplyPrefixes);
    private static readonly string[] Forwards = MailWords.All(words => words.ForwardPrefixes);

    public static bool IsReply(string subject) => Has(subject, Replies);

    public static bool IsForward(string subject) => Has(subject, Forwards);

    private static bool Has(string subject, string[] prefixes)
    {
        var end = subject.AsSpan().IndexOfAny(':', '：');
        if (end <= 0)
        {
            return false;
        }

        // "Re[2]:", "RE(2):" and "AW :" mean the same.
        var word = subject[..end].Split('[', '(')[0].Trim();
        return prefixes.Contains(word, StringComparer.OrdinalIgnoreCase);
    }
}
