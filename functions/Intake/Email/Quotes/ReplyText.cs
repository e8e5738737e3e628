namespace Router.Intake.Email.Quotes;

/// <summary>The words a customer added in a reply, apart from what is quoted and from the signature.</summary>
internal static class ReplyText
{
    /// <param name="text">May hold <see cref="TextMarks"/>.</param>
    /// <param name="isReply">Whether the mail answers another; only then is a line with "&gt;" a quote and not, say, a prompt in a pasted log.</param>
    public static string NewPart(string text, bool isReply) => Read(text, new ReplyContext(isReply, MailParties.Unknown)).Text;

    /// <returns>Never empty where the text is not: where everything looks quoted, the whole text is returned. Holds no marks.</returns>
    public static NewWords Read(string text, ReplyContext context)
    {
        var plan = new CutPlan(text.ReplaceLineEndings("\n").Split('\n'));
        new QuoteFinder(plan, context).Mark();
        plan.TrimEnd();

        // A cut that leaves nothing that anybody asked was the wrong one, and so is one whose own words say that the answers stand below.
        if (plan.HasQuote && (!OwnWordsCheck.SaySomething(plan.Kept()) || OwnWordsCheck.PointBelow(plan.Kept())))
        {
            plan.Restore(CutReason.QuotedMail, CutReason.QuotedLines);
        }

        if (!OwnWordsCheck.SaySomething(plan.Kept()))
        {
            plan.Restore(CutReason.Signature);
        }

        return plan.Kept().Length > 0 ? new NewWords(plan.Kept(), plan.Cuts()) : new NewWords(TextMarks.Without(text).Trim(), []);
    }
}
