using Router.Intake.Email.Mime;
using Router.Requests;
using Router.Storage;

namespace Router.Conversations;

/// <summary>Stores the files of a mail apart from it, so that a person gets one without a mail program.</summary>
internal sealed class MailFiles(AttachmentStore attachments)
{
    /// <param name="listed">Those that the request or the later mail names; the rest stays in the raw payload.</param>
    public async Task SaveAsync(string requestId, string contentHash, IReadOnlyList<Attachment> listed, byte[] mime, CancellationToken cancellationToken)
    {
        if (listed.Count == 0)
        {
            return;
        }

        // One at a time: decoded, one can be as large as the mail.
        foreach (var (index, (file, attachment)) in MailFile.In(mime).Zip(listed).Index())
        {
            await attachments.SaveAsync(requestId, AttachmentStore.MailKeyOf(contentHash), index, attachment.Name, file.Content, cancellationToken);
        }
    }
}
