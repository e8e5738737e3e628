using System.Globalization;
using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Replies;

/// <summary>Whether a mail of ours may still be discarded, and what is done when it is. Pure.</summary>
internal static class MailDiscard
{
    private const char Separator = '.';

    /// <summary>True until the mail is on its way out: a person or the settings have let it leave then.</summary>
    public static bool MayBe(Partition partition, Mail mail) =>
        mail is { State: MailState.Queued or MailState.Held, SendingSince: null, IsTicketClosed: false }
        && !MessageProgress.IsOf(partition, new OutboxMessage(MessageNames.SendMail, mail.Key));

    /// <summary>The mail as discarded, and what takes its draft out of the mailbox; null where it has none that is known of.</summary>
    public static (Mail Mail, OutboxMessage? Removal) Of(Mail mail, string why) =>
        mail with { State = MailState.Discarded, StateReason = why, Revision = mail.Revision + 1 } is var discarded && mail.DraftId is null
            ? (discarded, null)
            : (discarded, new OutboxMessage(MessageNames.RemoveDraft, string.Create(CultureInfo.InvariantCulture, $"{mail.Key}{Separator}{discarded.Revision}")));

    /// <summary>The mail whose draft is to be removed; null for no such text.</summary>
    public static string? MailKeyOf(string discarding) => discarding.LastIndexOf(Separator) is var at and > 0 ? discarding[..at] : null;
}
