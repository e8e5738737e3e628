using Microsoft.Extensions.Options;
using Router.Mailbox;
using Router.Messaging;
using Router.Shared;
using Router.Storage;

namespace Router.Replies;

/// <summary>Takes a mail to the mailbox as a draft. What may leave by itself is sent on; all else is held in the outbox for a person.</summary>
internal sealed class DeliverMailHandler(
    PartitionStore partitions, StageCommitter committer, MailDrafts drafts, SendingPolicy policy, IOptions<MailboxOptions> options) : IMessageHandler
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
        if (!options.Value.IsUsed)
        {
            return Held(partition, mail, "No mailbox is configured.");
        }

        if (mail.To.Length == 0)
        {
            return Held(partition, mail, "No address is known.");
        }

        var why = await policy.WhyHeldAsync(partition.Key, mail, cancellationToken);
        var drafted = await drafts.EnsureAsync(partition.Key, mail, isApproved: why is not null, cancellationToken);
        return why is null
            ? ToStage(partition, drafted) with { Outbox = [new OutboxMessage(MessageNames.SendMail, mail.Key)] }
            : Held(partition, drafted, why);
    }

    private static Stage Held(Partition partition, Mail mail, string why) =>
        ToStage(partition, mail with { State = MailState.Held, StateReason = why }) with { Events = [$"The mail is in the outbox. {why}"] };

    private static Stage ToStage(Partition partition, Mail mail) =>
        new(StageNames.DeliveryOf(mail.Key), partition.Request.Unparked(mail.Key)) { Mails = [mail] };
}
