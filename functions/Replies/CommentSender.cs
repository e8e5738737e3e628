using Router.Messaging;
using Router.Requests;
using Router.Storage;
using Router.Tickets;

namespace Router.Replies;

/// <summary>Writes a reply into its ticket, once, instead of sending a mail: the customer hears one voice.</summary>
internal sealed class CommentSender(PartitionStore partitions, StageCommitter committer, TicketDirectory directory, TimeProvider time)
{
    public async Task SendAsync(Partition partition, Mail mail, TicketPlace ticket, CancellationToken cancellationToken)
    {
        if (directory.SystemOf(ticket.Source) is not { } system)
        {
            throw new PermanentFailureException($"The source {ticket.Source} keeps no tickets.");
        }

        if (!system.HasAccess(ticket.Source))
        {
            throw new PermanentFailureException($"No access to {system.Name} is configured: set {system.AccessSettings(ticket.Source)}.");
        }

        var told = mail;
        var end = await system.TellAsync(
            ticket,
            TicketChange.Comment(partition.Key, mail.Key, mail.Html, isPublic: !mail.IsInternal),
            mail.SendingSince,
            async () => told = await WriteDownAsync(partition, mail, system, cancellationToken),
            cancellationToken);
        var written = await partitions.LoadHeadAsync(partition.Key, cancellationToken) ?? throw new PermanentFailureException($"Partition {partition.Key} is gone.");
        await committer.CommitAsync(written, ToStage(written, told, system, end), cancellationToken);
    }

    private async Task<Mail> WriteDownAsync(Partition partition, Mail mail, ITicketSystem system, CancellationToken cancellationToken)
    {
        var told = mail with { SendingSince = time.GetUtcNow() };
        var stage = new Stage(partition.Numbered(StageNames.SendingOf(mail.Key)), partition.Request) { Mails = [told] };
        return await committer.TryCommitAsync(partition.Key, partition, stage, cancellationToken) == CommitResult.Committed
            ? told
            : throw new ConcurrentChangeException($"Another step tells {system.Name} about mail {mail.Key} of {partition.Key}.");
    }

    private static Stage ToStage(Partition partition, Mail mail, ITicketSystem system, TellingEnd end) => new(StageNames.DepartureOf(mail.Key), partition.Request.Unparked(mail.Key))
    {
        Mails = [end == TellingEnd.Closed ? mail with { State = MailState.Held, StateReason = ClosedIn(system), IsTicketClosed = true } : mail with { State = MailState.Sent, StateReason = null }],
        Events = [end == TellingEnd.Closed ? "The comment was not taken: the ticket is closed." : mail.IsInternal ? "An internal note was added to the ticket." : "The reply was added to the ticket."],
    };

    private static string ClosedIn(ITicketSystem system) => $"The ticket is closed in {system.Name} and takes no more comments: write to the customer in a new ticket.";
}
