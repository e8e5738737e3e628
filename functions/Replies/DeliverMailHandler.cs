using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Replies;

/// <summary>Takes a mail to the mailbox as a draft; a comment of a ticket waits here. What may leave by itself is sent on; all else is held in the outbox for a person.</summary>
internal sealed class DeliverMailHandler(
    PartitionStore partitions, StageCommitter committer, MailDrafts drafts, SendingPolicy policy, MailDoors doors) : IMessageHandler
{
    public string Message => MessageNames.DeliverMail;

    public async Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        var (partition, mail) = await partitions.LoadMailAsync(envelope, cancellationToken);
        if (!partition.Has(StageNames.DeliveryOf(mail.Key)))
        {
            await committer.CommitAsync(partition, await DeliverAsync(partition, mail, cancellationToken), cancellationToken);
        }
    }

    private async Task<Stage> DeliverAsync(Partition partition, Mail mail, CancellationToken cancellationToken)
    {
        if (mail.State == MailState.Discarded)
        {
            // An earlier try may have laid it into the mailbox.
            await drafts.RemoveAsync(partition.Key, mail, cancellationToken);
            return ToStage(partition, mail);
        }

        // The settings may have changed since it was written.
        if (doors.WhyShut(mail) is { } shut)
        {
            return Held(partition, mail, shut);
        }

        if (mail.Ticket is not null)
        {
            return await DeliverCommentAsync(partition, mail, cancellationToken);
        }

        var why = await policy.WhyHeldAsync(partition.Key, mail, cancellationToken);
        var drafted = await drafts.EnsureAsync(partition.Key, mail, isApproved: why is not null, cancellationToken);
        return why is null
            ? ToStage(partition, drafted) with { Outbox = [new OutboxMessage(MessageNames.SendMail, mail.Key)] }
            : Held(partition, drafted, why);
    }

    private async Task<Stage> DeliverCommentAsync(Partition partition, Mail mail, CancellationToken cancellationToken)
    {
        // The source's own option asks for internal notes; no customer sees them.
        var why = mail.IsInternal ? null : await policy.WhyHeldAsync(partition.Key, mail, cancellationToken);
        return why is null ? ToStage(partition, mail) with { Outbox = [new OutboxMessage(MessageNames.SendMail, mail.Key)] } : Held(partition, mail, why);
    }

    private static Stage Held(Partition partition, Mail mail, string why)
    {
        var (held, said) = MailDoors.Held(mail, why);
        return ToStage(partition, held) with { Events = [said] };
    }

    private static Stage ToStage(Partition partition, Mail mail) =>
        new(StageNames.DeliveryOf(mail.Key), partition.Request.Unparked(mail.Key)) { Mails = [mail] };
}
