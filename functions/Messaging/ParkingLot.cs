using Router.Shared;
using Router.Storage;

namespace Router.Messaging;

/// <summary>Keeps requests whose message failed for good until a person replays them.</summary>
internal sealed class ParkingLot(PartitionStore partitions, StageCommitter committer)
{
    private const string ReplayStage = "replay";

    /// <exception cref="PermanentFailureException">The partition holds no request to park; the broker dead-letters the message.</exception>
    public async Task ParkAsync(MessageEnvelope envelope, string reason, CancellationToken cancellationToken)
    {
        var (partition, request) = await partitions.LoadRequestAsync(envelope, cancellationToken);
        if (request.IsSettled)
        {
            return;
        }

        var parked = request with { State = RequestState.Parked, StateReason = reason, ParkedMessage = envelope.Message };
        await committer.CommitAsync(
            partition,
            new Stage(StageNames.Park + Rounds(partition, StageNames.Park), parked) { Events = [$"Parked: {reason}."] },
            cancellationToken);
    }

    /// <summary>Sends a parked request's message again. Replaying what is not parked does nothing.</summary>
    public async Task<bool> ReplayAsync(RequestId id, string person, CancellationToken cancellationToken)
    {
        var partition = await partitions.LoadAsync(id.Value, cancellationToken);
        if (partition?.Request is not { State: RequestState.Parked, ParkedMessage: { } message } request)
        {
            return false;
        }

        var state = message == MessageNames.TriageRequest ? RequestState.Received : RequestState.Routed;
        var replayed = request with { State = state, StateReason = null, ParkedMessage = null };
        await committer.CommitAsync(
            partition,
            new Stage(ReplayStage + Rounds(partition, ReplayStage), replayed)
            {
                Outbox = [new OutboxMessage(message)],
                Events = [$"Replayed by {person}."],
            },
            cancellationToken);
        return true;
    }

    private static int Rounds(Partition partition, string stage) =>
        partition.Receipts.Count(receipt => receipt.StartsWith(stage, StringComparison.Ordinal)) + 1;
}
