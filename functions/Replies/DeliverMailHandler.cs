using Router.Messaging;
using Router.Shared;
using Router.Storage;

namespace Router.Replies;

/// <summary>Takes a mail to the mailbox; while none is configured it is held in the outbox view for a person to send.</summary>
internal sealed class DeliverMailHandler(PartitionStore partitions, StageCommitter committer) : IMessageHandler
{
    public string Message => MessageNames.DeliverMail;

    public async Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        var partition = await partitions.LoadAsync(envelope.Partition, cancellationToken);
        if (partition?.Mails.FirstOrDefault(mail => mail.Key == envelope.MailKey) is not { } mail)
        {
            throw new PermanentFailureException($"Partition {envelope.Partition} holds no mail {envelope.MailKey}.");
        }

        var stage = StageNames.DeliveryOf(mail.Key);
        if (partition.Has(stage))
        {
            return;
        }

        var held = mail with { State = MailState.Held, StateReason = "No mailbox is configured." };
        await committer.CommitAsync(
            partition,
            new Stage(stage, Unparked(partition.Request, mail.Key)) { Mails = [held], Events = ["The reply is in the outbox: no mailbox is configured."] },
            cancellationToken);
    }

    private static Request? Unparked(Request? request, string mailKey) => request?.Parking?.MailKey == mailKey ? request with { Parking = null } : request;
}
