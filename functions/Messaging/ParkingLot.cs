using Router.Requests;
using Router.Storage;

namespace Router.Messaging;

/// <summary>Keeps requests whose message failed for good until a person replays them.</summary>
internal sealed class ParkingLot(PartitionStore partitions, StageCommitter committer, TimeProvider time)
{
    private const string ReplayStage = "replay";
    private const int MaxReadings = 5;

    /// <exception cref="PermanentFailureException">There is no request to park, or it never sent the message; the broker dead-letters it.</exception>
    public async Task ParkAsync(MessageEnvelope envelope, string reason, CancellationToken cancellationToken)
    {
        var (partition, request) = await partitions.LoadRequestAsync(envelope, cancellationToken);
        var message = new OutboxMessage(envelope.Message, envelope.MailKey);
        if (!MessageProgress.IsOf(partition, message))
        {
            throw new PermanentFailureException($"Request {partition.Key} has not sent this {envelope.Message}.");
        }

        if (MessageProgress.IsDone(partition, message) || (request.IsSettled && envelope.MailKey is null))
        {
            return;
        }

        var parking = new Parking(envelope.Message, reason, envelope.Attempt, time.GetUtcNow(), envelope.MailKey);
        var parked = request.IsSettled || !StopsTheRequest(message)
            ? request with { Parking = parking }
            : request with { State = RequestState.Parked, StateReason = reason, ParkedMessage = envelope.Message, Parking = parking };
        await committer.CommitAsync(
            partition,
            new Stage(partition.Numbered(StageNames.Park), parked) { Events = [$"Parked: {reason}."] },
            cancellationToken);
    }

    /// <summary>Sends on again what a parked request waits for. Replaying what is not parked does nothing.</summary>
    /// <exception cref="NotTheirsException">The request is not the actor's to act on.</exception>
    public Task<ReplayResult> ReplayAsync(RequestId id, Actor actor, CancellationToken cancellationToken) => CommitAsync(
        id.Value,
        partition =>
        {
            if (partition.Request is { } request)
            {
                actor.Demand(request);
            }

            return ToReplay(partition, actor.Name);
        },
        cancellationToken);

    /// <summary>Sends a message of a partition again, unless it has had its effect.</summary>
    public Task<ReplayResult> SendAgainAsync(MessageEnvelope envelope, string person, CancellationToken cancellationToken) =>
        CommitAsync(envelope.Partition, partition => ToSending(partition, new OutboxMessage(envelope.Message, envelope.MailKey), person), cancellationToken);

    private async Task<ReplayResult> CommitAsync(string key, Func<Partition, Stage?> decide, CancellationToken cancellationToken)
    {
        for (var reading = 0; reading < MaxReadings; reading++)
        {
            var partition = await partitions.LoadHeadAsync(key, cancellationToken);
            if (partition is null || decide(partition) is not { } stage)
            {
                return ReplayResult.NothingToDo;
            }

            switch (await committer.TryCommitAsync(key, partition, stage, cancellationToken))
            {
                case CommitResult.Committed:
                    return ReplayResult.Replayed;
                case CommitResult.AlreadyCommitted:
                    return ReplayResult.NothingToDo;
                case CommitResult.Conflict:
                    break;
            }
        }

        throw new ConcurrentChangeException($"Partition {key} kept changing while it was replayed.");
    }

    private static Stage? ToReplay(Partition partition, string person) => partition.Request switch
    {
        { State: RequestState.Parked, ParkedMessage: { } message } request => ToStage(
            partition,
            request with
            {
                State = message == MessageNames.TriageRequest ? RequestState.Received : RequestState.Routed,
                StateReason = null,
                ParkedMessage = null,
                Parking = null,
            },
            Undone(partition).DefaultIfEmpty(new OutboxMessage(message)),
            person),
        { Parking: { MailKey: { } mail } parking } request when !MessageProgress.HasEffect(partition, new OutboxMessage(parking.Message, mail)) =>
            ToStage(partition, request with { Parking = null }, [new OutboxMessage(parking.Message, mail)], person),
        _ => null,
    };

    private static Stage? ToSending(Partition partition, OutboxMessage message, string person) =>
        partition.Request?.State == RequestState.Parked && StopsTheRequest(message)
            ? ToReplay(partition, person)
            : MessageProgress.HasEffect(partition, message) || !MessageProgress.IsOf(partition, message)
                ? null
                : ToStage(partition, partition.Request is { Parking: { MailKey: { } mail } } request && mail == message.MailKey ? request with { Parking = null } : partition.Request, [message], person);

    private static Stage ToStage(Partition partition, Request? request, IEnumerable<OutboxMessage> messages, string person) =>
        new(partition.Numbered(ReplayStage), request) { Outbox = [.. messages], Events = [$"Replayed by {person}."] };

    // A parked request stops as a whole, so all that it had sent without effect goes on; others are told all the while.
    private static IEnumerable<OutboxMessage> Undone(Partition partition) =>
        partition.Outbox.Select(stored => stored.Message).Distinct().Where(message => StopsTheRequest(message) && !MessageProgress.HasEffect(partition, message));

    // That somebody else is not told is no reason to keep the customer waiting.
    private static bool StopsTheRequest(OutboxMessage message) => message.Message != MessageNames.NotifySubscribers;
}

/// <summary>What a replay did.</summary>
internal enum ReplayResult
{
    /// <summary>The step is on its way again.</summary>
    Replayed,

    /// <summary>It had had its effect, or somebody had replayed it: nothing was sent.</summary>
    NothingToDo,

    /// <summary>It is where it was: storage or the broker failed.</summary>
    Failed,
}
