using Microsoft.Extensions.Options;
using Router.Mailbox;
using Router.Requests;
using Router.Tickets;

namespace Router.Replies;

/// <summary>Whether a mail has a way out at all, which is known without asking anybody.</summary>
internal sealed class MailDoors(TicketDirectory tickets, IOptions<MailboxOptions> mailbox)
{
    /// <returns>Why it can't leave; null where it may.</returns>
    public string? WhyShut(Mail mail) =>
        mail.Ticket is { } ticket ? (tickets.HasAccess(ticket.Source) ? null : $"No access to {tickets.NameOf(ticket.Source)} is configured.")
        : !mailbox.Value.IsUsed ? "No mailbox is configured."
        : mail.To.Length == 0 ? "No address is known."
        : null;

    /// <summary>The mail as it waits in the outbox, and what is said of it.</summary>
    public static (Mail Mail, string Event) Held(Mail mail, string why) =>
        (mail with { State = MailState.Held, StateReason = why }, $"The {(mail.Ticket is null ? "mail" : "comment")} is in the outbox. {why}");
}
