using Router.Messaging;
using Router.Requests;
using Router.Storage;
using Router.Teams;
using Router.Tickets;

namespace Router.Conversations;

/// <summary>What persons do with a request's conversation.</summary>
internal sealed class ConversationActions(PartitionStore partitions, StageCommitter committer, TicketDirectory tickets, TimeProvider time)
{
    private const int MaxReadings = 5;

    /// <summary>Closes what is settled, and has its ticket solved; a later mail of a party reopens it.</summary>
    public Task<bool> CloseAsync(RequestId id, Actor actor, CancellationToken cancellationToken) => CloseAsync(id, actor, null, cancellationToken);

    /// <param name="seen">How many later mails the person had seen: with one more it stays open. Null closes it whatever has come.</param>
    public Task<bool> CloseAsync(RequestId id, Actor actor, int? seen, CancellationToken cancellationToken) => ChangeAsync(
        id,
        actor,
        StageNames.Resolve,
        (partition, request) => request.MayBeClosed && (seen is null || seen == partition.LaterMails) ? request with { ClosedAt = time.GetUtcNow(), HasUnread = false } : null,
        $"Closed by {actor.Name}.",
        cancellationToken,
        HasReachableTicket);

    public Task<bool> ReopenAsync(RequestId id, Actor actor, CancellationToken cancellationToken) => ChangeAsync(
        id, actor, "reopen", (_, request) => request.ClosedAt is null ? null : request with { ClosedAt = null }, $"Reopened by {actor.Name}.", cancellationToken);

    /// <param name="assignee">A person of the team; null gives it back to its owner.</param>
    public Task<bool> AssignAsync(RequestId id, Person? assignee, Actor actor, CancellationToken cancellationToken) => ChangeAsync(
        id,
        actor,
        "assign",
        (_, request) => request.AssigneeId == assignee?.Id ? null : request with { AssigneeId = assignee?.Id },
        assignee is null ? $"Given back to its owner by {actor.Name}." : $"Assigned to {assignee.Name} by {actor.Name}.",
        cancellationToken);

    public Task<bool> MarkReadAsync(RequestId id, Actor actor, CancellationToken cancellationToken) => ChangeAsync(
        id, actor, "read", (_, request) => request.HasUnread ? request with { HasUnread = false } : null, $"The later mails were read by {actor.Name}.", cancellationToken);

    /// <param name="solvesTicket">Whether the request's ticket is to be solved, too.</param>
    /// <returns>False where there is no such request; a repetition changes nothing.</returns>
    /// <exception cref="NotTheirsException">The request is not the actor's to act on.</exception>
    private async Task<bool> ChangeAsync(
        RequestId id, Actor actor, string stage, Func<Partition, Request, Request?> change, string happened, CancellationToken cancellationToken, Func<Request, bool>? solvesTicket = null)
    {
        for (var reading = 0; reading < MaxReadings; reading++)
        {
            if (await partitions.LoadHeadAsync(id.Value, cancellationToken) is not { Request: { } request } partition)
            {
                return false;
            }

            actor.Demand(request);
            if (change(partition, request) is not { } changed)
            {
                return true;
            }

            var name = partition.Numbered($"{stage}-");
            var step = new Stage(name, changed)
            {
                Outbox = solvesTicket?.Invoke(request) == true ? [new OutboxMessage(MessageNames.SolveTicket, name)] : [],
                Events = [happened],
            };
            if (await committer.TryCommitAsync(id.Value, partition, step, cancellationToken) == CommitResult.Committed)
            {
                return true;
            }
        }

        throw new ConcurrentChangeException($"Request {id} kept changing.");
    }

    private bool HasReachableTicket(Request request) => tickets.Of(request) is { } ticket && tickets.HasAccess(ticket.Source);
}
