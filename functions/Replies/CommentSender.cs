using Router.Messaging;
using Router.Requests;
using Router.Storage;
using Router.Zendesk;

namespace Router.Replies;

/// <summary>Writes a reply into its ticket, once, instead of sending a mail: the customer hears one voice.</summary>
internal sealed class CommentSender(PartitionStore partitions, StageCommitter committer, TicketDirectory directory, TicketWriter writer, TimeProvider time)
{
    private const string Closed = "The ticket is closed in Zendesk and takes no more comments: write to the customer in a new ticket.";

    public async Task SendAsync(Partition partition, Mail mail, TicketPlace ticket, CancellationToken cancellationToken)
    {
        if (!directory.HasAccess(ticket.Source))
        {
            throw new PermanentFailureException($"No access to Zendesk is configured: set {ZendeskOptions.Section}__{ticket.Source}__Subdomain, __Email and __ApiToken.");
        }

        var told = mail;
        var end = await writer.TellAsync(
            ticket,
            TicketChange.Comment(partition.Key, mail.Key, mail.Html, isPublic: !mail.IsInternal),
            mail.SendingSince,
            async () => told = await WriteDownAsync(partition, mail, cancellationToken),
            cancellationToken);
        var written = await partitions.LoadAsync(partition.Key, cancellationToken) ?? throw new PermanentFailureException($"Partition {partition.Key} is gone.");
        await committer.CommitAsync(written, ToStage(written, told, end), cancellationToken);
    }

    private async Task<Mail> WriteDownAsync(Partition partition, Mail mail, CancellationToken cancellationToken)
    {
        var told = mail with { SendingSince = time.GetUtcNow() };
        var round = partition.Receipts.Count(receipt => receipt.StartsWith($"sending-{mail.Key}-", StringComparison.Ordinal)) + 1;
        var stage = new Stage($"sending-{mail.Key}-{round}", partition.Request) { Mails = [told] };
        return await committer.TryCommitAsync(partition.Key, partition, stage, cancellationToken) == CommitResult.Committed
            ? told
            : throw new ConcurrentChangeException($"Another step tells Zendesk about mail {mail.Key} of {partition.Key}.");
    }

    private static Stage ToStage(Partition partition, Mail mail, TellingEnd end) => new(StageNames.DepartureOf(mail.Key), partition.Request.Unparked(mail.Key))
    {
        Mails = [end == TellingEnd.Closed ? mail with { State = MailState.Held, StateReason = Closed, IsTicketClosed = true } : mail with { State = MailState.Sent, StateReason = null }],
        Events = [end == TellingEnd.Closed ? "The comment was not taken: the ticket is closed." : mail.IsInternal ? "An internal note was added to the ticket." : "The reply was added to the ticket."],
    };
}
