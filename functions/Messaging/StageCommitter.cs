using Router.Storage;

namespace Router.Messaging;

/// <summary>Commits a stage and sends it on: what every handler ends with. A stage that had committed before is left to the relay.</summary>
/// <param name="facts">Says what others are to be told of a stage; null tells nobody.</param>
internal sealed class StageCommitter(PartitionStore partitions, StageDispatcher dispatcher, IFactSource? facts = null)
{
    private const int MaxReadings = 5;

    /// <exception cref="ConcurrentChangeException">Another stage came between; read again and redo.</exception>
    public async Task CommitAsync(Partition before, Stage stage, CancellationToken cancellationToken)
    {
        var reading = before;
        for (var tried = 1; await TryCommitAsync(before.Key, reading, stage, cancellationToken) == CommitResult.Conflict; tried++)
        {
            // What leaves the request as it is was decided on nothing that another stage can change.
            reading = (stage.Request is null && tried < MaxReadings ? await partitions.LoadHeadAsync(before.Key, cancellationToken) : null)
                ?? throw new ConcurrentChangeException($"Partition {before.Key} changed while stage {stage.Name} ran.");
        }
    }

    /// <param name="before">The reading that the stage was decided on; null for a partition's first stage.</param>
    /// <param name="alongside">See <see cref="PartitionStore.CommitAsync"/>.</param>
    public async Task<CommitResult> TryCommitAsync(
        string key, Partition? before, Stage stage, CancellationToken cancellationToken, Func<Task>? alongside = null)
    {
        var told = WithFacts(stage);
        var result = await partitions.CommitAsync(key, before, told, cancellationToken, alongside);
        if (result == CommitResult.Committed)
        {
            dispatcher.Enqueue(Committed.Of(before, partitions.After(key, before, told), told.Name));
        }

        return result;
    }

    private Stage WithFacts(Stage stage) => facts?.FactsOf(stage) is { Count: > 0 } found
        ? stage with { Facts = found, Outbox = [.. stage.Outbox, new OutboxMessage(MessageNames.NotifySubscribers, stage.Name)] }
        : stage;
}
