namespace Router.Intake.Email.Writers;

/// <summary>Who wrote a mail, and what speaks for it and against it; our own words and names of headers.</summary>
/// <param name="IsCertain">Whether the mail's form or its sender's system says so; else wordings and weights do, and a person may know better.</param>
internal sealed record WriterVerdict(MailWriter Writer, IReadOnlyList<string> Signs, bool IsCertain = false)
{
    public static WriterVerdict Of(MailWriter writer, string sign, bool isCertain = false) => new(writer, [sign], isCertain);
}
