using System.Text;
using MimeKit;
using Router.Intake.Email.Charsets;
using Router.Intake.Email.Loops;
using Router.Intake.Email.Mime;
using Router.Intake.Email.Quotes;
using Router.Intake.Email.Senders;
using Router.Intake.Email.Writers;
using Router.Requests;

namespace Router.Intake.Email;

/// <summary>The one reader of mail, whichever way it came: bytes to a <see cref="ParsedMail"/>, or to the reason why not. Does no I/O and never throws.</summary>
internal static class MailReader
{
    private const int MaxIdLength = 255;
    private const int MaxReferences = 100;
    private const int MaxRecipients = 100;
    private const int MaxResultsLength = 8_192;
    private const int MaxResults = 20;
    private const string ExchangeAuthAs = "X-MS-Exchange-Organization-AuthAs";

    /// <returns>Exactly one of the two.</returns>
    public static (ParsedMail? Mail, Problem? Problem) Read(byte[] body, DateTimeOffset receivedAt)
    {
        var (message, problem) = MailParser.Parse(body);
        using (message)
        {
            return message is null ? (null, problem) : Read(message, receivedAt);
        }
    }

    private static (ParsedMail?, Problem?) Read(MimeMessage message, DateTimeOffset receivedAt)
    {
        // A mail host's report may name nobody.
        if ((MailSender.Find(message) ?? (BounceReport.Of(message) is null ? null : (new Customer("", ""), ""))) is not var (sender, readFrom))
        {
            return (null, Problem.Malformed("The mail has no sender in From."));
        }

        var parts = MailParts.Of(message);
        var subject = OutsideText.Line(HeaderText.Find(message, HeaderId.Subject) ?? message.Subject, InboundRequest.MaxSubjectLength);
        var text = MailText.Of(parts.Sections);
        var attachments = parts.Attachments();
        if (subject.Length == 0 && string.IsNullOrWhiteSpace(text.Full) && attachments.Count == 0)
        {
            return (null, Problem.Malformed("The mail is empty."));
        }

        List<Customer> recipients = [.. message.To.Mailboxes.Concat(message.Cc.Mailboxes).Take(MaxRecipients).Select(MailSender.Of).OfType<Customer>()];
        var isReply = IsReply(message, subject);
        var context = new ReplyContext(isReply, new MailParties(sender, recipients));
        var forward = ForwardedMail.Find(subject, text.Full, parts.Forwarded, context);
        var words = forward?.Words ?? text.NewPart(context);
        var replyTo = MailSender.ReplyTo(message);
        var written = WriterPolicy.Decide(new WriterEvidence(message, sender, replyTo, recipients, subject, text.Full, words.Text, isReply));
        var id = Id(message.MessageId);
        return (new ParsedMail
        {
            OriginId = id ?? $"hash:{OriginHash.Of(sender.Address, message.Headers[HeaderId.Date] ?? "", message.Subject ?? "", text.Full)}",
            MessageId = id,
            InReplyTo = Id(message.InReplyTo),
            References = [.. References(message).Select(Id).OfType<string>()],
            Subject = subject,
            Sender = sender,
            SenderReadFrom = readFrom,
            ReplyTo = replyTo,
            OriginalSender = MailSender.Named(message, "X-Original-Sender") ?? MailSender.Named(message, "X-Original-From"),
            Recipients = recipients,
            SentAt = message.Headers.Contains(HeaderId.Date) ? SentTime.Plausible(message.Date, receivedAt) : null,
            FullText = OutsideText.Block(text.Full, InboundRequest.MaxTextLength),
            NewText = OutsideText.Block(words.Text, InboundRequest.MaxTextLength),
            Cuts = words.Cuts,
            HasHtml = parts.Sections.Any(section => section.Html.Count > 0),
            Forward = forward,
            Attachments = attachments,
            AttachmentsLeftOut = parts.LeftOut,
            MachineSign = AutomaticMail.SignOf(message),
            Writer = written.Writer,
            WriterSigns = written.Signs,
            IsWriterCertain = written.IsCertain,
            HasOneSender = HasOneSender(message, sender),
            AuthenticationResults = Results(message),
            ExchangeAuthAs = message.Headers[ExchangeAuthAs]?.Trim(),
            Bounce = BounceReport.Of(message) ?? (written.Writer == MailWriter.Bounce ? BounceReport.OfWords(message, recipients) : null),
        }, null);
    }

    // The first names the conversation, the last ones the mails that this one answers.
    private static IEnumerable<string> References(MimeMessage message) =>
        message.References.Take(1).Concat(message.References.Skip(1).TakeLast(MaxReferences - 1));

    private static bool HasOneSender(MimeMessage message, Customer sender) =>
        message.Headers.Count(header => header.Id == HeaderId.From) == 1 && message.From.Count == 1 && message.From[0] is MailboxAddress { Address: { } address } && address.Trim() == sender.Address;

    private static List<AuthenticationHeader> Results(MimeMessage message)
    {
        List<AuthenticationHeader> results = [];
        var hop = 0;
        foreach (var header in message.Headers)
        {
            hop += header.Id == HeaderId.Received ? 1 : 0;
            if (header.Id == HeaderId.AuthenticationResults && results.Count < MaxResults)
            {
                var isTooLong = header.RawValue.Length > MaxResultsLength;
                results.Add(new AuthenticationHeader(isTooLong ? AuthenticationHeader.TooLong : OutsideText.Line(Encoding.UTF8.GetString(header.RawValue), MaxResultsLength), hop));
            }
        }

        return results;
    }

    private static string? Id(string? id)
    {
        var line = OutsideText.Line(id, 4_096).Trim('<', '>', ' ');
        return line.Length switch
        {
            0 => null,
            > MaxIdLength => $"hash:{OriginHash.Of(line)}",
            _ => line,
        };
    }

    private static bool IsReply(MimeMessage message, string subject) =>
        message.References.Count > 0 || !string.IsNullOrEmpty(message.InReplyTo) || SubjectPrefix.IsReply(subject);
}
