using Microsoft.Extensions.Options;
using Router.Storage;

namespace Router.Messaging;

/// <summary>Finds messages that a crash, an outage or used-up deliveries kept from having their effect, and sends them again.</summary>
internal sealed partial class OutboxRelay(
    PendingStore pending,
    PartitionStore partitions,
    StageDispatcher dispatcher,
    ParkingLot parkingLot,
    IOptions<MessagingOptions> options,
    TimeProvider time,
    ILogger<OutboxRelay> logger)
{
    private const int BatchSize = 500;
    private const int Parallelism = 8;

    /// <summary>A message that has no effect after so many sendings ends the process each time, or nobody handles it: a person has to look.</summary>
    private const int MaxResends = 5;

    // An intent whose stage never committed is a crash before the commit, or a commit that lost a race. Far longer than any call's deadline.
    private static readonly TimeSpan UncommittedAge = TimeSpan.FromMinutes(10);

    /// <returns>How many stages had messages sent.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var left = await pending.ListAsync(
            TimeSpan.FromSeconds(options.Value.RelayGraceSeconds),
            TimeSpan.FromSeconds(options.Value.ResendAfterSeconds),
            BatchSize,
            cancellationToken);
        var sent = 0;
        await Parallel.ForEachAsync(
            left,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (stage, token) =>
            {
                if (await TrySweepOneAsync(stage, token))
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

    private async Task<bool> TrySweepOneAsync(PendingStage stage, CancellationToken cancellationToken)
    {
        try
        {
            return await SweepOneAsync(stage, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            Log.StillPending(logger, stage.Partition, stage.Stage, FailureClassifier.Classify(failure), failure.GetType().Name);
            return false;
        }
    }

    private async Task<bool> SweepOneAsync(PendingStage stage, CancellationToken cancellationToken)
    {
        var partition = await partitions.LoadAsync(stage.Partition, cancellationToken);
        if (partition?.Has(stage.Stage) != true)
        {
            if (time.GetUtcNow() - stage.Since > UncommittedAge)
            {
                await pending.RemoveAsync(stage.Partition, stage.Stage, cancellationToken);
            }

            return false;
        }

        if (stage.Resends >= MaxResends && partition.Request is not null)
        {
            await ParkAsync(partition, stage.Stage, cancellationToken);
        }
        else if (await dispatcher.SendOnAsync(partition, stage.Stage, stage.Resends, cancellationToken) > 0)
        {
            await pending.NoteResendAsync(stage, cancellationToken);
            return true;
        }

        await pending.RemoveAsync(stage.Partition, stage.Stage, cancellationToken);
        return false;
    }

    private async Task ParkAsync(Partition partition, string stage, CancellationToken cancellationToken)
    {
        foreach (var stored in partition.Outbox.Where(stored => stored.Stage == stage && !MessageProgress.IsDone(partition, stored.Message)))
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
        [LoggerMessage(1, LogLevel.Information, "Sent on {Sent} of {Left} stages that a crash or an outage had left")]
        public static partial void Swept(ILogger logger, int sent, int left);

        [LoggerMessage(2, LogLevel.Warning, "Stage {Stage} of {Partition} is still pending: {Category} {Failure}")]
        public static partial void StillPending(ILogger logger, string partition, string stage, FailureCategory category, string failure);

        [LoggerMessage(3, LogLevel.Error, "{Message} of {Partition} is parked: sent {Resends} times without effect")]
        public static partial void GivenUp(ILogger logger, string message, string partition, int resends);
    }
}
