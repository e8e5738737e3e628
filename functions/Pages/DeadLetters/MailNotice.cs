using Router.Pages.Wording;
using Router.Storage;

namespace Router.Pages.DeadLetters;

/// <summary>Mails of the support mailbox that could not be taken in. Nobody has to try them again: the comparison does, until they are in or gone.</summary>
/// <param name="LastFailure">Status and code of the mail service, or our own failure's name.</param>
internal sealed record MailNotice(int Mails, string LastFailure)
{
    public string Text =>
        $"{Words.Count(Mails, "mail", "mails")} of the support mailbox could not be taken in yet; the last failure was {LastFailure}. "
        + "Nothing is lost: it is tried again every few minutes. The command mailbox check says what is wrong and what to do.";

    /// <summary>Null where none has failed.</summary>
    public static MailNotice? Of(IReadOnlyList<OpenMail> open)
    {
        var failed = open.Where(mail => mail.Failure is not null).ToList();
        return failed.MaxBy(mail => mail.At) is { } last ? new MailNotice(failed.Count, last.Failure!) : null;
    }
}
