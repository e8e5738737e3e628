using Router.Intake.Email.Loops;
using Router.Intake.Email.Quotes;
using Router.Intake.Email.Senders;
using Router.Intake.Email.Writers;
using Router.Requests;

namespace Router.Intake.Email;

/// <summary>A parsed mail to a request: whose words they are, and which conversation they belong to.</summary>
internal static class MailNormalizer
{
    /// <summary>The detail that names the colleague who forwarded a customer's mail.</summary>
    public const string ForwardedBy = "forwardedBy";

    /// <param name="doubt">Why nothing proves its sender; null where something does.</param>
    public static InboundRequest Read(string source, ParsedMail mail, OwnMail own, SenderDoubt? doubt)
    {
        // Whoever else forwards a mail speaks for himself: else anybody could pose as any customer.
        var (customer, readFrom) = CustomerOf(mail, own, isProven: doubt is null);
        var isForwarded = readFrom == ForwardedMail.ReadFrom;
        var text = mail.NewText.Length > 0 ? mail.NewText : mail.Subject;
        var isOther = !isForwarded && !customer.Address.Equals(mail.Sender.Address, StringComparison.OrdinalIgnoreCase);
        return new InboundRequest(
            Channel.Email, source, mail.OriginId, mail.Subject.Length > 0 ? mail.Subject : SubjectLine.From(mail.NewText), text, customer)
        {
            SentAt = mail.SentAt,
            // A site that sends what its visitors type proves itself and not them.
            SenderDoubt = doubt ?? (isOther && !SpeaksForItself(mail, customer) ? SenderDoubt.NotProven : null),
            ThreadKey = mail.References.Count > 0 ? mail.References[0] : mail.InReplyTo ?? mail.MessageId,
            Details = Details(mail, isForwarded),
            Attachments = mail.Attachments,
            AttachmentsLeftOut = mail.AttachmentsLeftOut,
            Mail = MailHead.Bounded(
                mail.MessageId,
                mail.References.Append(mail.InReplyTo).OfType<string>().Distinct(StringComparer.Ordinal),
                Copied(mail, isOther).Where(address => address.Length > 0 && !own.IsMailbox(address))),
            Remark = mail.Writer == MailWriter.Person ? null : $"Taken for {WordsOf(mail.Writer)}: {string.Join("; ", mail.WriterSigns)}.",
            IsAutomatic = mail.Writer != MailWriter.Person || (own.IsMailbox(mail.Sender.Address) && !isOther),
        };
    }

    /// <summary>Who is answered, and which part of the mail names them.</summary>
    /// <param name="isProven">Whether the sender is.</param>
    public static (Customer Customer, string ReadFrom) CustomerOf(ParsedMail mail, OwnMail own, bool isProven)
    {
        if (isProven && own.IsAgent(mail.Sender.Address) && mail.Forward?.Customer is { } customer)
        {
            return (customer, ForwardedMail.ReadFrom);
        }

        // From our own address, or from the group that a mail was written to, nobody writes to us.
        var isOurs = own.IsMailbox(mail.Sender.Address) || IsRecipient(mail, mail.Sender);
        return mail.ReplyTo is { } replyTo && IsOther(mail, own, replyTo) ? (replyTo.Name.Length > 0 ? replyTo : replyTo with { Name = mail.Sender.Name }, "Reply-To")
            : isOurs && mail.OriginalSender is { } original && IsOther(mail, own, original) ? (original with { Name = mail.Sender.Name }, "X-Original-Sender")
            : (mail.Sender, mail.SenderReadFrom);
    }

    /// <summary>Says who wrote.</summary>
    public static string WordsOf(MailWriter writer) => writer switch
    {
        MailWriter.Bounce => "a delivery report",
        MailWriter.Spam => "spam",
        MailWriter.Automatic => "a machine's mail",
        _ => "a person's mail",
    };

    /// <summary>Says why a part was left out.</summary>
    public static string WordsOf(CutReason reason) => reason switch
    {
        CutReason.QuotedMail => "an earlier mail, quoted",
        CutReason.QuotedLines => "quoted lines",
        CutReason.Signature => "a signature",
        CutReason.DeviceLine => "added by the mail program",
        CutReason.ForwardedHeader => "the header of the forwarded mail",
        _ => "a line",
    };

    private static bool IsOther(ParsedMail mail, OwnMail own, Customer customer) =>
        MailAddress.IsValid(customer.Address) && !customer.Address.Equals(mail.Sender.Address, StringComparison.OrdinalIgnoreCase)
        && !own.IsMailbox(customer.Address) && !MachineAddress.Is(customer.Address) && !IsRecipient(mail, customer);

    private static bool IsRecipient(ParsedMail mail, Customer customer) =>
        mail.Recipients.Any(recipient => recipient.Address.Equals(customer.Address, StringComparison.OrdinalIgnoreCase));

    // A person who wants answers elsewhere says so himself; a form or a group says it of others.
    private static bool SpeaksForItself(ParsedMail mail, Customer customer) =>
        DomainAlignment.IsSame(DomainAlignment.Of(mail.Sender.Address), DomainAlignment.Of(customer.Address));

    private static IEnumerable<string> Copied(ParsedMail mail, bool isOther) =>
        mail.Recipients.Select(recipient => recipient.Address).Concat(isOther && !MachineAddress.Is(mail.Sender.Address) ? [mail.Sender.Address] : []);

    private static Dictionary<string, string> Details(ParsedMail mail, bool isOnBehalf)
    {
        var details = new Dictionary<string, string>();
        if (isOnBehalf)
        {
            details[ForwardedBy] = mail.Sender.Address;
        }

        return details;
    }
}
