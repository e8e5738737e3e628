using MimeKit;
using Router.Requests;

namespace Router.Intake.Email.Mime;

internal static class MailSender
{
    private const int MaxNameLength = 128;

    /// <summary>The first valid address of From, else of Sender; null for none.</summary>
    public static Customer? Of(MimeMessage message) =>
        message.From.Mailboxes.Concat(message.Sender is { } sender ? [sender] : []).Select(Of).FirstOrDefault(customer => customer is not null);

    public static Customer? Of(MailboxAddress mailbox)
    {
        var address = (mailbox.Address ?? "").Trim();
        return MailAddress.IsValid(address) ? new Customer(address, OutsideText.Line(mailbox.Name, MaxNameLength)) : null;
    }
}
