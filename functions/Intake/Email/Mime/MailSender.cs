using System.Text.RegularExpressions;
using MimeKit;
using Router.Requests;

namespace Router.Intake.Email.Mime;

/// <summary>Who a mail says that it is from.</summary>
internal static partial class MailSender
{
    private const int MaxNameLength = 128;
    private const int MaxHeaderLength = 2_000;

    /// <summary>
    /// The first address of From that could be written to, else the first that can be read, else the name that stands there; where From says nothing, who
    /// else is named. Null for nobody.
    /// </summary>
    public static (Customer Customer, string ReadFrom)? Find(MimeMessage message) =>
        OfFrom(message) is { } from ? (from, "From")
        : message.Sender is { } sender && Of(sender) is { } agent ? (agent, "Sender")
        : ReplyTo(message) is { } replyTo ? (replyTo, "Reply-To")
        : Named(message, "X-Original-Sender") is { } original ? (original, "X-Original-Sender")
        : Named(message, "Return-Path") is { } returnPath ? (returnPath, "Return-Path")
        : null;

    /// <summary>Null for an address that nobody could be behind.</summary>
    public static Customer? Of(MailboxAddress mailbox)
    {
        var address = (mailbox.Address ?? "").Trim();
        return MailAddress.IsReadable(address) ? new Customer(address, Name(mailbox.Name)) : null;
    }

    /// <summary>The first address that answers are wanted at; null for none.</summary>
    public static Customer? ReplyTo(MimeMessage message) =>
        message.ReplyTo.Mailboxes.Select(Of).FirstOrDefault(customer => customer is not null);

    /// <summary>An address that another header holds.</summary>
    public static Customer? Named(MimeMessage message, string header) =>
        Address().Match(OutsideText.Line(message.Headers[header], MaxHeaderLength)) is { Success: true } found && MailAddress.IsReadable(found.Value) ? new Customer(found.Value, "") : null;

    private static Customer? OfFrom(MimeMessage message)
    {
        var mailboxes = message.From.Mailboxes.Select(Of).OfType<Customer>().ToList();
        var header = message.Headers[HeaderId.From] ?? "";

        // Of "a@b@c.example" the parser takes a part.
        return mailboxes.FirstOrDefault(customer => MailAddress.IsValid(customer.Address))
            ?? mailboxes.FirstOrDefault(customer => !header.Contains(customer.Address + "@", StringComparison.Ordinal))
            ?? AsItStands(header);
    }

    // "Big Bug bb@bug.example.com", "MAILER-DAEMON", "<>".
    private static Customer? AsItStands(string? header)
    {
        var line = OutsideText.Line(header, MaxHeaderLength);
        if (Address().Match(line) is { Success: true } found && MailAddress.IsReadable(found.Value))
        {
            return new Customer(found.Value, Name(line.Replace(found.Value, "", StringComparison.Ordinal)));
        }

        // A group without members names nobody.
        return line.Length == 0 || line.EndsWith(':') || line.EndsWith(":;", StringComparison.Ordinal) ? null : new Customer("", Name(line));
    }

    private static string Name(string? text) => OutsideText.Line(text, MaxNameLength).Trim(' ', '<', '>', '"', '(', ')');

    [GeneratedRegex(@"(?<![^\s<>()\[\]:;,""])[^\s<>()\[\]:;,""@]{1,128}@[^\s<>()\[\]:;,""@]{1,253}(?![^\s<>()\]:;,""])", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Address();
}
