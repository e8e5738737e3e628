using System.Collections.Concurrent;
using Router.Requests;
using Router.Storage;

namespace Router.Messaging.DeadLetters;

/// <summary>
/// Sends stopped steps on their way again. A step that has had its effect meanwhile is not sent; one that is sent twice finds its receipt, so that
/// any number of replays does what one does.
/// </summary>
internal sealed partial class Replayer(
    ParkingLot parkingLot, IDeadLetterQueues queues, PartitionStore partitions, ILogger<Replayer> logger)
{
    private const int Parallelism = 8;

    /// <returns>What became of each; those that are nowhere any more count as done.</returns>
    public async Task<IReadOnlyDictionary<StoppedStepId, ReplayResult>> ReplayAsync(
        IReadOnlyCollection<StoppedStepId> chosen, string person, CancellationToken cancellationToken)
    {
        var results = new ConcurrentDictionary<StoppedStepId, ReplayResult>(
            chosen.Distinct().Select(id => KeyValuePair.Create(id, ReplayResult.NothingToDo)));
        await Parallel.ForEachAsync(
            results.Keys.OfType<StoppedStepId.Parked>().ToList(),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (parked, token) => results[parked] = await TryAsync(parked, () => parkingLot.ReplayAsync(parked.Request, Actor.OnAll(person), token), token));
        foreach (var queue in results.Keys.OfType<StoppedStepId.Dead>().GroupBy(dead => dead.Queue).ToList())
        {
            try
            {
                await ReplayAsync(queue.Key, queue.Select(dead => dead.SequenceNumber).ToHashSet(), person, results, cancellationToken);
            }
            catch (MessagingException failure)
            {
                Log.QueueFailed(logger, queue.Key, failure.Category, failure.InnerException?.GetType().Name ?? failure.GetType().Name);
                foreach (var dead in queue.Where(dead => results[dead] == ReplayResult.NothingToDo))
                {
                    results[dead] = ReplayResult.Failed;
                }
            }
        }

        return results;
    }

    /// <summary>How many of a queue's dead letters there are up to the last of those wanted.</summary>
    public static int ReachOf(IReadOnlySet<long> wanted, string queue, IEnumerable<DeadLetter> letters) => letters
        .Where(letter => letter.Queue == queue)
        .Index()
        .Where(each => wanted.Contains(each.Item.SequenceNumber))
        .Select(each => each.Index + 1)
        .DefaultIfEmpty(0)
        .Max();

    private async Task ReplayAsync(
        string queue, HashSet<long> wanted, string person, ConcurrentDictionary<StoppedStepId, ReplayResult> results, CancellationToken cancellationToken)
    {
        var letters = await queues.PeekAsync([queue], DeadLetterSweep.Reach, cancellationToken);
        if (ReachOf(wanted, queue, letters) is var reach and > 0)
        {
            await using var batch = await queues.ReceiveAsync(queue, wanted, reach, cancellationToken);
            foreach (var letter in batch.Letters)
            {
                var id = new StoppedStepId.Dead(queue, letter.SequenceNumber);
                results[id] = await TryAsync(id, () => ReplayAsync(batch, letter, person, cancellationToken), cancellationToken);
            }
        }
    }

    private async Task<ReplayResult> ReplayAsync(IDeadLetterBatch batch, DeadLetter letter, string person, CancellationToken cancellationToken)
    {
        var partition = letter.Envelope is { } envelope ? await partitions.LoadHeadAsync(envelope.Partition, cancellationToken) : null;
        var result = ReplayResult.Replayed;
        switch (DeadLetterPolicy.Judge(letter, partition))
        {
            case DeadLetterState.Foreign:
                await batch.SendAgainAsync(letter, cancellationToken);
                break;
            case DeadLetterState.Settled:
                result = ReplayResult.NothingToDo;
                break;
            default:
                result = await parkingLot.SendAgainAsync(letter.Envelope!, person, cancellationToken);
                break;
        }

        // Only now: a crash before leaves the dead letter, and replaying it again is harmless.
        await batch.RemoveAsync(letter, cancellationToken);
        return result;
    }

    private async Task<ReplayResult> TryAsync(StoppedStepId id, Func<Task<ReplayResult>> replay, CancellationToken cancellationToken)
    {
        try
        {
            return await replay();
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotReplayed(logger, id, FailureClassifier.Classify(failure), failure.GetType().Name);
            return ReplayResult.Failed;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Step} was not replayed: {Category} {Failure}")]
        public static partial void NotReplayed(ILogger logger, StoppedStepId step, FailureCategory category, string failure);

        [LoggerMessage(2, LogLevel.Warning, "Dead letters of {Queue} were not replayed: {Category} {Failure}")]
        public static partial void QueueFailed(ILogger logger, string queue, FailureCategory category, string failure);
    }
}
