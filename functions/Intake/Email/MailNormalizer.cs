using Router.Intake.Email.Loops;
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
        var isAgent = doubt is null && own.IsAgent(mail.Sender.Address);
        var customer = isAgent ? mail.Forward?.Customer : null;
        var text = mail.NewText.Length > 0 ? mail.NewText : mail.Subject;
        return new InboundRequest(
            Channel.Email, source, mail.OriginId, mail.Subject.Length > 0 ? mail.Subject : SubjectLine.From(mail.NewText), text, customer ?? mail.Sender)
        {
            SentAt = mail.SentAt,
            SenderDoubt = doubt,
            ThreadKey = mail.References.Count > 0 ? mail.References[0] : mail.InReplyTo ?? mail.MessageId,
            Details = Details(mail, isOnBehalf: customer is not null),
            Attachments = mail.Attachments,
            Mail = MailHead.Bounded(
                mail.MessageId,
                mail.References.Append(mail.InReplyTo).OfType<string>().Distinct(StringComparer.Ordinal),
                mail.Recipients.Select(recipient => recipient.Address).Where(address => !own.IsMailbox(address))),
            IsAutomatic = mail.MachineSign != MachineSign.None || own.IsMailbox(mail.Sender.Address),
        };
    }

    private static Dictionary<string, string> Details(ParsedMail mail, bool isOnBehalf)
    {
        var details = new Dictionary<string, string>();
        if (isOnBehalf)
        {
            details[ForwardedBy] = mail.Sender.Address;
        }

        if (mail.AttachmentsLeftOut > 0)
        {
            details["attachmentsLeftOut"] = mail.AttachmentsLeftOut.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return details;
    }
}
