using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Replies;

/// <summary>Takes the drafts of a mail out of the mailbox that are never to leave, since it was discarded or changed.</summary>
internal sealed class RemoveDraftHandler(PartitionStore partitions, StageCommitter committer, MailDrafts drafts) : IMessageHandler
{
    public string Message => MessageNames.RemoveDraft;

    public async Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        var message = new OutboxMessage(envelope.Message, envelope.MailKey);
        if (envelope.MailKey is not { } discarding || MailDiscard.MailKeyOf(discarding) is not { } key
            || await partitions.LoadMailAsync(envelope.Partition, key, cancellationToken) is not var (partition, mail) || !MessageProgress.IsOf(partition, message))
        {
            throw new PermanentFailureException($"Partition {envelope.Partition} has not discarded a mail.");
        }

        if (MessageProgress.HasEffect(partition, message))
        {
            return;
        }

        // It is restored only once this is done.
        await drafts.RemoveAsync(partition.Key, mail, cancellationToken);
        await committer.CommitAsync(partition, new Stage(StageNames.RemovalOf(discarding), partition.Request) { Mails = mail.State == MailState.Discarded ? [mail with { DraftId = null }] : [] }, cancellationToken);
    }
}
