namespace Router.Intake.Email.Writers;

/// <summary>Who wrote a mail, and what speaks for it and against it; our own words and names of headers.</summary>
internal sealed record WriterVerdict(MailWriter Writer, IReadOnlyList<string> Signs)
{
    public static WriterVerdict Of(MailWriter writer, string sign) => new(writer, [sign]);
}
