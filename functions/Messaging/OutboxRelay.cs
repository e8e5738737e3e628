using Microsoft.Extensions.Options;
using Router.Storage;

namespace Router.Messaging;

/// <summary>Finds messages that a crash, an outage or used-up deliveries kept from having their effect, and sends them again.</summary>
internal sealed partial class OutboxRelay(
    PendingStore pending,
    PartitionStore partitions,
    StageDispatcher dispatcher,
    ViewStore views,
    ParkingLot parkingLot,
    IOptions<MessagingOptions> options,
    TimeProvider time,
    ILogger<OutboxRelay> logger)
{
    private const int BatchSize = 500;
    private const int Parallelism = 8;

    /// <summary>A message that has no effect after so many sendings ends the process each time, or nobody handles it: a person has to look.</summary>
    private const int MaxResends = 5;

    // Work whose commit never came is a crash before it, or a commit that lost a race. Far longer than any call's deadline.
    private static readonly TimeSpan UncommittedAge = TimeSpan.FromMinutes(10);

    private TimeSpan ResendAfter => TimeSpan.FromSeconds(options.Value.ResendAfterSeconds);

    /// <returns>Of how many requests and digests messages were sent.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var left = await pending.ListAsync(
            TimeSpan.FromSeconds(options.Value.RelayGraceSeconds),
            ResendAfter,
            BatchSize,
            cancellationToken);
        var sent = 0;
        await Parallel.ForEachAsync(
            left,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (work, token) =>
            {
                if (await TrySweepOneAsync(work, token))
                {
                    Interlocked.Increment(ref sent);
                }
            });
        if (sent > 0)
        {
            Log.Swept(logger, sent, left.Count);
        }

        return sent;
    }

    private async Task<bool> TrySweepOneAsync(PendingWork work, CancellationToken cancellationToken)
    {
        try
        {
            return await SweepOneAsync(work, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            Log.StillPending(logger, work.Partition, FailureClassifier.Classify(failure), failure.GetType().Name);
            return false;
        }
    }

    private async Task ListLaterAsync(string partition, CancellationToken cancellationToken) =>
        await views.ProjectLaterAsync(partition, await partitions.LoadLatestAsync(partition, cancellationToken), cancellationToken);

    private async Task<bool> SweepOneAsync(PendingWork work, CancellationToken cancellationToken)
    {
        var partition = await partitions.LoadWithoutConversationAsync(work.Partition, cancellationToken);
        if (partition is null || work.Round > partition.Round)
        {
            // Its commit may still be on its way.
            if (time.GetUtcNow() - work.Since > UncommittedAge)
            {
                await pending.RemoveAsync(work, cancellationToken);
            }

            return false;
        }

        var isOver = work.Round is { } round && (round < partition.Round || !partition.IsUnderWay);
        var open = isOver ? [] : MessageProgress.Open(partition).ToList();
        var due = open.Where(stored => work.Sendings.GetValueOrDefault(stored.Id) is not { } sending || time.GetUtcNow() - sending.At >= ResendAfter).ToList();
        var tired = partition.Request is null ? [] : due.Where(stored => work.SendingsOf(stored.Id) >= MaxResends).ToList();
        await ParkAsync(partition, tired, cancellationToken);

        // Lists it also when nothing is open: that may be what a crash kept its last stage from.
        var sent = due.Except(tired).ToList();
        await Task.WhenAll(dispatcher.SendOnAsync(partition.Key, sent, work.SendingsOf, cancellationToken), views.ProjectAsync(partition, cancellationToken), ListLaterAsync(partition.Key, cancellationToken));
        if (sent.Count > 0)
        {
            await pending.NoteSendingsAsync(work, sent.Select(stored => stored.Id), cancellationToken);
            return true;
        }

        if (open.Count == 0 && (isOver || !partition.IsUnderWay || await partitions.EndRoundAsync(partition, cancellationToken)))
        {
            await pending.RemoveAsync(work, cancellationToken);
        }

        return false;
    }

    private async Task ParkAsync(Partition partition, List<StoredOutboxMessage> tired, CancellationToken cancellationToken)
    {
        foreach (var stored in tired)
        {
            Log.GivenUp(logger, stored.Message.Message, partition.Key, MaxResends);
            await parkingLot.ParkAsync(
                new MessageEnvelope(stored.Message.Message, partition.Key, stored.Message.MailKey, MaxResends),
                $"{stored.Message.Message} was sent {MaxResends} times without effect",
                cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Sent on what {Sent} of {Left} requests and digests had open after a crash or an outage")]
        public static partial void Swept(ILogger logger, int sent, int left);

        [LoggerMessage(2, LogLevel.Warning, "{Partition} is still pending: {Category} {Failure}")]
        public static partial void StillPending(ILogger logger, string partition, FailureCategory category, string failure);

        [LoggerMessage(3, LogLevel.Error, "{Message} of {Partition} is parked: sent {Resends} times without effect")]
        public static partial void GivenUp(ILogger logger, string message, string partition, int resends);
    }
}
