using Router.Requests;
using Router.Storage;

namespace Router.Inbox;

/// <summary>Stores the files that came with a form before its request is committed. Their place follows from the request and all that was sent, so that a repetition writes the same again.</summary>
internal sealed class SentFiles(AttachmentStore attachments)
{
    /// <param name="inbound">The request that names them.</param>
    /// <param name="contents">In the order in which it names them.</param>
    public async Task SaveAsync(RequestId id, InboundRequest inbound, IReadOnlyList<Stream> contents, CancellationToken cancellationToken)
    {
        if (contents.Count == 0)
        {
            return;
        }

        var bounded = InboundLimits.Apply(inbound);
        var key = AttachmentStore.MailKeyOf(ContentHash.Of(bounded));

        // One at a time: their memory is one block.
        foreach (var (index, (content, attachment)) in contents.Zip(bounded.Attachments).Index())
        {
            await attachments.SaveAsync(id.Value, key, index, attachment.Name, content, cancellationToken);
        }
    }
}
