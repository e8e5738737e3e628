using MimeKit;
using Router.Shared;

namespace Router.Intake.Email;

/// <summary>A parsed mail to a request: whose words they are, which of them are new, and which conversation they belong to.</summary>
internal static class MailNormalizer
{
    private const int MaxIdLength = 255;

    public static IntakeResult Read(string source, MimeMessage message, DateTimeOffset receivedAt)
    {
        if (MailSender.Of(message) is not { } sender)
        {
            return Refused("The mail has no sender in From.");
        }

        var parts = MailParts.Of(message);
        var subject = OutsideText.Line(message.Subject, InboundRequest.MaxSubjectLength);
        var words = MailText.Read(parts.Texts);
        var attachments = parts.Attachments();
        if (subject.Length == 0 && string.IsNullOrWhiteSpace(words) && attachments.Count == 0)
        {
            return Refused("The mail is empty.");
        }

        var forward = ForwardedMail.Find(subject, words, parts.Forwarded);
        var fresh = forward?.Text ?? ReplyText.NewPart(words, IsReply(message, subject));
        var text = OutsideText.Block(fresh, InboundRequest.MaxTextLength);
        var origin = Id(message.MessageId) ?? $"hash:{OriginHash.Of(sender.Address, message.Headers[HeaderId.Date] ?? "", message.Subject ?? "", words)}";
        return new IntakeResult.Accepted(new InboundRequest(
            Channel.Email, source, origin, subject.Length > 0 ? subject : SubjectLine.From(text), text.Length > 0 ? text : subject, forward?.Customer ?? sender)
        {
            SentAt = message.Headers.Contains(HeaderId.Date) ? SentTime.Plausible(message.Date, receivedAt) : null,
            ThreadKey = Thread(message),
            Details = Details(forward, sender),
            Attachments = attachments,
            IsAutomatic = AutomaticMail.Is(message),
        });
    }

    private static Dictionary<string, string> Details(ForwardedMail? forward, Customer sender) =>
        forward?.Customer is null ? [] : new() { ["forwardedBy"] = sender.Address };

    // The first reference is the conversation's first mail; a mail that answers none begins its own conversation.
    private static string? Thread(MimeMessage message) =>
        Id(message.References.FirstOrDefault()) ?? Id(message.InReplyTo) ?? Id(message.MessageId);

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

    private static IntakeResult.Refused Refused(string detail) => new(Problem.Malformed(detail));
}
