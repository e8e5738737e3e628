using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Tickets;

/// <summary>Sets the ticket of a closed request to solved, once: an agent who opens it again afterwards is not overruled.</summary>
internal sealed class SolveTicketHandler(PartitionStore partitions, StageCommitter committer, TicketDirectory directory) : IMessageHandler
{
    public string Message => MessageNames.SolveTicket;

    public async Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        var (partition, request) = await partitions.LoadRequestAsync(envelope, cancellationToken);
        if (envelope.MailKey is not { } closing || !partition.Has(closing) || directory.Of(request) is not { } place || directory.SystemOf(place.Source) is not { } system)
        {
            throw new PermanentFailureException($"Request {envelope.Partition} has not committed the closing of a ticket's request.");
        }

        if (partition.Has(StageNames.SolutionOf(closing)))
        {
            return;
        }

        var happened = request.ClosedAt is null
            ? "The ticket was left as it is: the request was opened again."
            : await SolveAsync(partition, system, place, closing, cancellationToken);
        await committer.CommitAsync(partition, new Stage(StageNames.SolutionOf(closing), Unparked(request, closing)) { Events = [happened] }, cancellationToken);
    }

    private async Task<string> SolveAsync(Partition partition, ITicketSystem system, TicketPlace place, string closing, CancellationToken cancellationToken)
    {
        var told = $"solving-{closing}";
        var isTold = partition.Has(told);
        // That the ticket is solved shows at once, so nothing has to be waited for.
        var end = await system.TellAsync(place, TicketChange.Solve(partition.Key, closing), isTold ? DateTimeOffset.MinValue : null, WriteDownAsync, cancellationToken);
        return end == TellingEnd.Done ? "The ticket was set to solved." : "The ticket was solved already.";

        async Task WriteDownAsync()
        {
            if (!isTold && await committer.TryCommitAsync(partition.Key, partition, new Stage(told, null), cancellationToken) != CommitResult.Committed)
            {
                throw new ConcurrentChangeException($"Another step tells {system.Name} about {partition.Key}.");
            }
        }
    }

    // The request itself is written only where its note of a failed solving is to go.
    private static Request? Unparked(Request request, string closing) =>
        request.Parking is { Message: MessageNames.SolveTicket, MailKey: { } key } && key == closing ? request with { Parking = null } : null;
}
