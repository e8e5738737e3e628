using MimeKit;
using Router.Intake.Email.Mime;
using Router.Requests;

namespace Router.Intake.Email.Quotes;

/// <summary>A mail that somebody sent on to us: the words and, where recognisable, the person who first wrote them.</summary>
/// <param name="Customer">Null where the original sender cannot be read.</param>
internal sealed record ForwardedMail(Customer? Customer, string Text)
{
    // More than a note: the enclosed mail is then a file beside what the sender has to say.
    private const int MaxNoteLength = 500;

    /// <summary>Null where the mail is no forward.</summary>
    public static ForwardedMail? Find(string subject, string words, MimeMessage? enclosed)
    {
        var lines = words.ReplaceLineEndings("\n").Split('\n');
        var isForward = SubjectPrefix.IsForward(subject);
        var mark = Array.FindIndex(lines, QuoteMarks.IsForwardedMessage);
        if (isForward || (mark >= 0 && !SubjectPrefix.IsReply(subject)))
        {
            for (var i = Math.Max(mark, 0); i < lines.Length; i++)
            {
                if (QuotedHeader.At(lines, i) is { } header)
                {
                    return FromText(lines, mark < 0 ? i : mark, i, header);
                }
            }
        }

        return enclosed is not null && (isForward || words.Length < MaxNoteLength) ? FromMail(words, enclosed) : null;
    }

    private static ForwardedMail FromText(string[] lines, int noteEnd, int headerStart, QuotedHeader header)
    {
        var note = lines.Take(noteEnd);
        var body = lines.Skip(headerStart + header.Length).Select(Unquoted);
        return new ForwardedMail(Sender(header.From), Join(string.Join('\n', note), string.Join('\n', body)));
    }

    private static ForwardedMail? FromMail(string note, MimeMessage enclosed)
    {
        var words = MailText.Of(MailParts.Of(enclosed).Texts).Full;
        return MailSender.Of(enclosed) is { } customer && words.Length > 0 ? new ForwardedMail(customer, Join(note, words)) : null;
    }

    private static string Join(string note, string body)
    {
        var before = note.Trim().Length == 0 ? "" : ReplyText.NewPart(note, isReply: false).TrimEnd('_', '\n', ' ');
        return $"{before}\n\n{ReplyText.NewPart(body, isReply: true)}".Trim();
    }

    // Apple Mail and HTML forwards quote the whole mail.
    private static string Unquoted(string line) => line.StartsWith("> ", StringComparison.Ordinal) ? line[2..] : line;

    private static Customer? Sender(string from)
    {
        // Outlook writes "Name [mailto:address]".
        var plain = from.Replace("[mailto:", "<", StringComparison.OrdinalIgnoreCase).Replace(']', '>');
        return plain.Length <= 500 && MailboxAddress.TryParse(plain, out var mailbox) ? MailSender.Of(mailbox) : null;
    }
}
