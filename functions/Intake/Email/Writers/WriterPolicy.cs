using Router.Intake.Email.Loops;

namespace Router.Intake.Email.Writers;

/// <summary>
/// The one rule book for who wrote a mail. What says so by itself comes first: the form of a report (RFC 3464, RFC 8098), Auto-Submitted (RFC 3834), the
/// null return path (RFC 5321), the host's verdict of spam. Then wordings, each only together with a second sign. Headers that ask for no automatic
/// answer, or that lists and bulk senders add (RFC 2369, RFC 2919, X-Auto-Response-Suppress of MS-OXCMAIL), do not say that a machine wrote: they
/// are weighed together, against what speaks for a person.
/// </summary>
internal static class WriterPolicy
{
    public static WriterVerdict Decide(WriterEvidence mail) =>
        BounceSigns.Find(mail) is { } bounce ? WriterVerdict.Of(MailWriter.Bounce, bounce, isCertain: true)
        : HeaderSigns.Find(mail) is { } header ? WriterVerdict.Of(MailWriter.Automatic, header, isCertain: true)
        : SpamSigns.Find(mail) is { } spam ? Spam(mail, spam)
        : WordingSigns.Find(mail) is { } wording ? WriterVerdict.Of(MailWriter.Automatic, wording)
        : BulkSigns.Weigh(mail);

    // Hosts err, and who answers a mail of ours is known to us.
    private static WriterVerdict Spam(WriterEvidence mail, string sign) =>
        mail.IsReply ? new WriterVerdict(MailWriter.Person, [sign, "but it answers a mail"]) : WriterVerdict.Of(MailWriter.Spam, sign);

    /// <summary>Whether a person can be behind an address that a form gives for the answer.</summary>
    public static bool IsOfAPerson(string? address) => address is { Length: > 0 } && !MachineAddress.Is(address);
}
