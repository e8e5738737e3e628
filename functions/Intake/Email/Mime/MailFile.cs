using Router.Requests;

namespace Router.Intake.Email.Mime;

/// <summary>A file that came with a mail, an image shown in its text among them.</summary>
/// <param name="Attachment">Its name is safe and its own within the mail.</param>
/// <param name="ContentId">By which the HTML shows it; null where it does not.</param>
/// <param name="Content">Decoded; never opened by us.</param>
internal sealed record MailFile(Attachment Attachment, string? ContentId, byte[] Content)
{
    /// <summary>The files of a mail, in the order and under the names of <see cref="ParsedMail.Attachments"/>; none where the bytes are no mail.</summary>
    public static IEnumerable<MailFile> In(byte[] mail)
    {
        var (message, _) = MailParser.Parse(mail);
        using (message)
        {
            foreach (var file in message is null ? [] : MailParts.Of(message).Files())
            {
                yield return file;
            }
        }
    }
}
