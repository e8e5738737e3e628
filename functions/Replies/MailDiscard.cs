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

    /// <summary>What the request's present landing wrote by itself and may still be discarded.</summary>
    public static IEnumerable<Mail> DraftsOf(Partition partition, Request request) =>
        partition.Mails.Where(mail => ReplyWriter.IsOfLanding(mail, request.Moves) && MayBe(partition, mail));

    /// <summary>The mail as discarded, and what takes its draft out of the mailbox; null where it has none that is known of.</summary>
    public static (Mail Mail, OutboxMessage? Removal) Of(Mail mail, string why) =>
        (mail with { State = MailState.Discarded, StateReason = why, Revision = mail.Revision + 1 }, RemovalOf(mail));

    /// <summary>Takes a mail's draft out of the mailbox since the mail changes; null where it has none that is known of.</summary>
    public static OutboxMessage? RemovalOf(Mail mail) =>
        mail.DraftId is null ? null : new OutboxMessage(MessageNames.RemoveDraft, string.Create(CultureInfo.InvariantCulture, $"{mail.Key}{Separator}{mail.Revision + 1}"));

    /// <summary>The mail whose draft is to be removed; null for no such text.</summary>
    public static string? MailKeyOf(string discarding) => discarding.LastIndexOf(Separator) is var at and > 0 ? discarding[..at] : null;
}
