using Router.Pages.Frame;
using Router.Pages.Wording;
using Router.Replies;
using Router.Requests;
using Router.Storage;
using Router.Teams;

namespace Router.Pages.Outbox;

/// <summary>Mails that a person has to send or complete.</summary>
/// <param name="MayBeSent">Whether one click sends it.</param>
/// <param name="IsCutShort">True when there may be older ones.</param>
internal sealed record OutboxPageModel(IReadOnlyList<MailListing> Held, bool IsCutShort, Func<Mail, bool> MayBeSent, Team Team) : IPageModel
{
    public string Title => "Outbox";

    public Section Section => Section.Outbox;

    public EmptyState Empty => EmptyState.Of(
        "No mail is held. Replies that a person has to send, and mails that no mailbox took, appear here with their text.", Team);

    public static string PathOf(MailListing listing) => PathOf(listing.Partition, listing.Mail.Key);

    public static string PathOf(string partition, string mailKey) => $"/outbox/{Uri.EscapeDataString(partition)}/{Uri.EscapeDataString(mailKey)}";

    public static string Recipient(Mail mail) => mail.Ticket is { } ticket
        ? $"ticket {ticket.TicketId} of {ticket.Source}, {(mail.IsInternal ? "for agents only" : "as a public comment")}"
        : mail.To.Length == 0 && mail.ToName.Length == 0 ? "No address known" : Words.Of(new Customer(mail.To, mail.ToName));
}

/// <param name="RequestId">The request it answers; null for a digest.</param>
internal sealed record MailPageModel(string Partition, Mail Mail, string? RequestId, bool MayBeSent) : IPageModel
{
    public string Title => Words.Subject(Mail.Subject);

    public Section Section => Section.Outbox;

    public bool MayBeEdited => RequestId is not null && DraftDesk.MayBeEdited(Mail);

    public bool MayBeDiscarded { get; init; }

    public bool MayBeRestored { get; init; }
}
