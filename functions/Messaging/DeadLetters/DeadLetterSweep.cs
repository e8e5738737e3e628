namespace Router.Messaging.DeadLetters;

/// <summary>
/// Removes dead letters whose work is done, since the relay sends again what has had no effect. What is left in the dead-letter queues waits for a person.
/// </summary>
internal sealed partial class DeadLetterSweep(IDeadLetterQueues queues, DeadLetterJudge judge, ILogger<DeadLetterSweep> logger)
{
    /// <summary>How many of a queue's dead letters one sweep looks at, the oldest first.</summary>
    public const int Reach = 1000;

    /// <returns>How many dead letters were removed.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var letters = await queues.PeekAsync(QueueNames.All, Reach, cancellationToken);
        var judged = await judge.JudgeAsync(letters, cancellationToken);
        var removed = 0;
        foreach (var queue in DeadLetterPolicy.Superfluous(judged).GroupBy(letter => letter.Queue))
        {
            removed += await RemoveAsync(queue.Key, queue.Select(letter => letter.SequenceNumber).ToHashSet(), letters, cancellationToken);
        }

        if (letters.Count > 0)
        {
            Log.Swept(logger, removed, letters.Count - removed);
        }

        return removed;
    }

    private async Task<int> RemoveAsync(string queue, HashSet<long> superfluous, IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        await using var batch = await queues.ReceiveAsync(queue, superfluous, Replayer.ReachOf(superfluous, queue, letters), cancellationToken);
        var removed = 0;
        foreach (var letter in batch.Letters)
        {
            removed += await batch.RemoveAsync(letter, cancellationToken) == RemovalResult.Removed ? 1 : 0;
        }

        return removed;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Removed {Removed} dead letters whose work is done; {Left} wait for a person")]
        public static partial void Swept(ILogger logger, int removed, int left);
    }
}
