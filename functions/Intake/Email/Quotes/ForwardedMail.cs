using MimeKit;
using Router.Intake.Email.Mime;
using Router.Requests;

namespace Router.Intake.Email.Quotes;

/// <summary>A mail that somebody sent on to us: the words and, where recognisable, the person who first wrote them.</summary>
/// <param name="Customer">Null where the original sender cannot be read.</param>
/// <param name="Words">Null where they are those of any other mail.</param>
internal sealed record ForwardedMail(Customer? Customer, NewWords? Words)
{
    /// <summary>Where such a customer is read from.</summary>
    public const string ReadFrom = "the forwarded mail";

    private static readonly ReplyContext First = new(IsReply: false, MailParties.Unknown);

    // More than a note: the enclosed mail is then a file beside what the sender has to say.
    private const int MaxNoteLength = 500;

    /// <summary>Null where the mail is no forward.</summary>
    public static ForwardedMail? Find(string subject, string words, MimeMessage? enclosed, ReplyContext context)
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

        return enclosed is not null && (isForward || words.Length < MaxNoteLength) ? FromMail(words, enclosed)
            : context.IsReply ? null
            : WithOtherSubject(lines, context.Parties);
    }

    // Who sends a mail on under a subject of his own still sends it on. All of it stays as it is, as it may be a pasted header.
    private static ForwardedMail? WithOtherSubject(string[] lines, MailParties parties)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (QuotedHeader.At(lines, i) is { } header)
            {
                return new QuotedMail(i, header, IsHeaderAlone: true).IsPasted(lines) || parties.IsRecipient(header.From) ? null : new ForwardedMail(Sender(header.From), null);
            }
        }

        return null;
    }

    private static ForwardedMail FromText(string[] lines, int noteEnd, int headerStart, QuotedHeader header)
    {
        var note = string.Join('\n', lines.Take(noteEnd));
        var above = string.Join('\n', lines.Skip(noteEnd).Take(headerStart + header.Length - noteEnd)).Trim();
        var body = string.Join('\n', lines.Skip(headerStart + header.Length).Select(Unquoted));
        return new ForwardedMail(Sender(header.From), Join(note, new CutPart(above, CutReason.ForwardedHeader), body));
    }

    private static ForwardedMail? FromMail(string note, MimeMessage enclosed)
    {
        var words = MailText.Of(MailParts.Of(enclosed).Sections).Full;
        return words.Length > 0 && MailSender.Find(enclosed)?.Customer is { Address.Length: > 0 } customer ? new ForwardedMail(customer, Join(note, null, words)) : null;
    }

    // Whatever the mail that was sent on quotes is new to us as well.
    private static NewWords Join(string note, CutPart? header, string body)
    {
        var (before, after) = (ReplyText.Read(note, First), ReplyText.Read(body, First));
        return new NewWords($"{before.Text.TrimEnd('_', '\n', ' ')}\n\n{after.Text}".Trim(), [.. before.Cuts, .. header is null ? Array.Empty<CutPart>() : [header], .. after.Cuts]);
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
