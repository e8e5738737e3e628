using Router.Messaging;
using Router.Storage;

namespace Router.Destinations.Backlog;

/// <summary>Takes the ask of a request that a person has moved elsewhere from its backlog item.</summary>
internal sealed class LeaveBacklogHandler(PartitionStore partitions, StageCommitter committer, BacklogStore backlog) : IMessageHandler
{
    public string Message => MessageNames.LeaveBacklog;

    public async Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        var (partition, request) = await partitions.LoadRequestAsync(envelope, cancellationToken);
        var message = new OutboxMessage(envelope.Message, envelope.MailKey);
        if (LeftItem.Parse(envelope.MailKey) is not { } left || !MessageProgress.IsOf(partition, message))
        {
            throw new PermanentFailureException($"Request {partition.Key} has not left a backlog item.");
        }

        if (MessageProgress.HasEffect(partition, message))
        {
            return;
        }

        var item = await backlog.WithdrawAsync(left.ItemId, request.Id, left.Way, cancellationToken);
        await committer.CommitAsync(
            partition,
            new Stage(StageNames.WithdrawalOf(envelope.MailKey!), null)
            {
                Events = [item.Requests == 0 ? "Its backlog item had no other request and left the board." : "Its backlog item no longer counts it."],
            },
            cancellationToken);
    }
}
