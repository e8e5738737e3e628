using Microsoft.Extensions.Options;
using Router.Intake.Email.Loops;
using Router.Requests;
using Router.Storage;

namespace Router.Replies;

/// <summary>Decides whether a mail leaves by itself (RFC 3834 and the settings).</summary>
internal sealed class SendingPolicy(AutomaticReplyLog log, DeadEnds deadEnds, IOptions<SendingOptions> options)
{
    /// <returns>Why a person has to send it; null where it leaves by itself.</returns>
    public async Task<string?> WhyHeldAsync(string partition, Mail mail, CancellationToken cancellationToken)
    {
        if (mail.NeedsPerson is { } why)
        {
            return why;
        }

        if (!options.Value.LeavesByItself(mail.Template))
        {
            return "A person sends it.";
        }

        // Written while the settings left it to a person.
        if (mail.HasTypedWords)
        {
            return "A person sends it: it holds what somebody typed, and the address may be another's.";
        }

        if (mail.Template == MailTemplates.Digest)
        {
            return null;
        }

        // The draft may be older than the setting that says which mailboxes are ours.
        if (mail.Ticket is null && deadEnds.WhyNot(mail.To) is { } deadEnd)
        {
            return deadEnd;
        }

        var earlier = await log.NoteAsync(InboxOf(mail), partition, cancellationToken);
        return earlier.Count >= AutomaticReplyPolicy.MaxPerAddressAndDay ? "The address has had its automatic mails of a day." : null;
    }

    // A ticket may name no address; then it stands for its customer.
    private static string InboxOf(Mail mail) =>
        mail is { To.Length: 0, Ticket: { } ticket } ? $"{ticket.Source}/{ticket.TicketId}" : AutomaticReplyPolicy.InboxOf(mail.To);
}
