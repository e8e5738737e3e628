using Microsoft.Extensions.Options;
using Router.Mailbox;
using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Replies;

/// <summary>
/// Sends a mail out of the mailbox, once. Before each telling it is written down that the mailbox is told: after a lost answer or a crash the
/// mailbox itself says whether the mail has left.
/// </summary>
internal sealed partial class SendMailHandler(
    PartitionStore partitions, StageCommitter committer, MailDrafts drafts, IMailbox mailbox, CommentSender comments, IMessageSender sender, IOptions<MailboxOptions> options, TimeProvider time,
    ILogger<SendMailHandler> logger) : IMessageHandler
{
    // The service takes a mail at once and sends it a moment later; within this time, which is longer than a handler may run, a draft may be about to leave.
    private static readonly TimeSpan Leaving = TimeSpan.FromMinutes(2);

    // A clock may be a little behind the broker's; a copy that comes by so much too early is not sent around again.
    private static readonly TimeSpan Earliness = TimeSpan.FromSeconds(1);

    public string Message => MessageNames.SendMail;

    public async Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        var (partition, mail) = await partitions.LoadMailAsync(envelope, cancellationToken);
        if (partition.Has(StageNames.DepartureOf(mail.Key)))
        {
            return;
        }

        // The stage that let it leave, a person's or the policy's, has written this message; a message that nobody wrote lets nothing leave.
        if (!MessageProgress.IsOf(partition, new OutboxMessage(Message, mail.Key)))
        {
            Log.NotReleased(logger, mail.Key, partition.Key);
            return;
        }

        if (mail.State == MailState.Discarded)
        {
            // Taken back; an earlier try may have laid it into the mailbox.
            await drafts.RemoveAsync(partition.Key, mail, cancellationToken);
            await committer.CommitAsync(partition, new Stage(StageNames.DepartureOf(mail.Key), partition.Request) { Mails = [mail with { DraftId = null }] }, cancellationToken);
            return;
        }

        if (mail.DueAt is { } due && due - time.GetUtcNow() > Earliness)
        {
            await sender.SendAsync(QueueNames.For(Message), new OutboundMessage(MessageIds.OfWaiting(envelope), envelope, due), cancellationToken);
            return;
        }

        if (mail.Ticket is { } ticket)
        {
            await comments.SendAsync(partition, mail, ticket, cancellationToken);
            return;
        }

        if (!options.Value.IsUsed)
        {
            throw new PermanentFailureException("No mailbox is configured: set Mailbox__Address.");
        }

        var drafted = await drafts.EnsureAsync(partition.Key, mail, isApproved: mail.ApprovedBy is not null, cancellationToken);
        await SendAsync(partition, drafted, cancellationToken);
    }

    private async Task SendAsync(Partition partition, Mail mail, CancellationToken cancellationToken)
    {
        var item = await FindAsync(partition, mail, cancellationToken);
        if (item is null)
        {
            // Only a person can tell whether it left and was then deleted, or was deleted before.
            await CommitAsync(partition, mail with { State = MailState.Gone, StateReason = "Its draft is gone from the mailbox: look into Sent Items before you write again." }, "A mail's draft is gone from the mailbox.", cancellationToken);
        }
        else if (!item.IsDraft)
        {
            await CommitAsync(partition, Left(mail), "The mail was sent.", cancellationToken);
        }
        else if (mail.SendingSince is { } since && time.GetUtcNow() - since < Leaving)
        {
            throw new TimeoutException("The mailbox was told to send the mail and has not yet.");
        }
        else
        {
            await TellAsync(partition, mail, cancellationToken);
        }
    }

    private async Task<MailboxItem?> FindAsync(Partition partition, Mail mail, CancellationToken cancellationToken)
    {
        if (await mailbox.FindAsync(mail.DraftId!, cancellationToken) is { } item)
        {
            return item;
        }

        var sameMessage = await mailbox.FindByMessageIdAsync(MailComposer.MessageIdOf(partition.Key, mail.Key, options.Value.Address, mail.Edition), cancellationToken);
        return sameMessage.Count > 0 ? sameMessage[0] : null;
    }

    private async Task TellAsync(Partition partition, Mail mail, CancellationToken cancellationToken)
    {
        var told = mail with { SendingSince = time.GetUtcNow() };
        var stage = new Stage(partition.Numbered(StageNames.SendingOf(mail.Key)), partition.Request) { Mails = [told] };
        if (await committer.TryCommitAsync(partition.Key, partition, stage, cancellationToken) != CommitResult.Committed)
        {
            throw new ConcurrentChangeException($"Another step tells the mailbox about mail {mail.Key} of {partition.Key}.");
        }

        await mailbox.SendAsync(told.DraftId!, cancellationToken);
        var written = await partitions.LoadHeadAsync(partition.Key, cancellationToken)
            ?? throw new PermanentFailureException($"Partition {partition.Key} is gone.");
        await CommitAsync(written, Left(told), "The mail was sent.", cancellationToken);
    }

    private Task CommitAsync(Partition partition, Mail mail, string happened, CancellationToken cancellationToken) => committer.CommitAsync(
        partition,
        new Stage(StageNames.DepartureOf(mail.Key), partition.Request.Unparked(mail.Key)) { Mails = [mail], Events = [happened] },
        cancellationToken);

    private static Mail Left(Mail mail) => mail with { State = MailState.Sent, StateReason = null };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A message asked to send mail {MailKey} of {Partition}, which neither a person nor the settings have released; it stays where it is")]
        public static partial void NotReleased(ILogger logger, string mailKey, string partition);
    }
}
