using Router.Messaging;
using Router.Shared;
using Router.Storage;

namespace Router.Triage;

/// <summary>Records what a person decided about a request that triage was not sure of, and sends it on its way.</summary>
internal sealed class DecisionRecorder(PartitionStore partitions, StageCommitter committer, TriagePolicy policy)
{
    // A reply's delivery or another person's click may come between; each loser reads again.
    private const int MaxReadings = 3;

    public async Task<DecisionResult> DecideAsync(RequestId id, RequestKind kind, string person, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(kind, RequestKind.Unclear);
        for (var reading = 0; reading < MaxReadings; reading++)
        {
            var partition = await partitions.LoadAsync(id.Value, cancellationToken);
            if (partition?.Request is not { } request)
            {
                return DecisionResult.Unknown;
            }

            if (request.State != RequestState.Waiting)
            {
                return DecisionResult.NotWaiting;
            }

            var stage = ToStage(partition, request, kind, person);
            if (await committer.TryCommitAsync(id.Value, partition, stage, cancellationToken) == CommitResult.Committed)
            {
                return DecisionResult.Recorded;
            }
        }

        throw new ConcurrentChangeException($"Request {id} kept changing while a decision was recorded.");
    }

    private Stage ToStage(Partition partition, Request request, RequestKind kind, string person)
    {
        var decision = policy.DecideAs(TriagedRequest.Read(request, partition), kind);
        var rounds = partition.Receipts.Count(receipt => receipt.StartsWith(StageNames.Decide, StringComparison.Ordinal));
        var decided = request.With(decision) with { State = RequestState.Routed, StateReason = null, DecidedBy = person };
        return new Stage($"{StageNames.Decide}{rounds + 1}", decided)
        {
            Outbox = decision.Message is { } message ? [new OutboxMessage(message)] : [],
            Events = [$"Decided as {NameOf(kind)} by {person}."],
        };
    }

    private static string NameOf(RequestKind kind) => kind.ToString().ToLowerInvariant();
}

/// <summary>What became of a decision.</summary>
internal enum DecisionResult
{
    /// <summary>Written; the request is on its way.</summary>
    Recorded,

    /// <summary>The request waits for nobody, so nothing was done.</summary>
    NotWaiting,

    /// <summary>No request has this id.</summary>
    Unknown,
}
