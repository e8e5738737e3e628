using Microsoft.Extensions.Options;
using Router.Storage;

namespace Router.Messaging;

/// <summary>Finds what a crash or an outage left unsent and sends it on.</summary>
internal sealed partial class OutboxRelay(
    PendingStore pending,
    StageDispatcher dispatcher,
    IOptions<MessagingOptions> options,
    TimeProvider time,
    ILogger<OutboxRelay> logger)
{
    private const int BatchSize = 500;
    private const int Parallelism = 8;

    // An intent whose stage never committed is a crash before the commit, or a commit that lost a race. Far longer than any call's deadline.
    private static readonly TimeSpan UncommittedAge = TimeSpan.FromMinutes(10);

    /// <returns>How many stages were sent on.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var left = await pending.ListAsync(TimeSpan.FromSeconds(options.Value.RelayGraceSeconds), BatchSize, cancellationToken);
        var sent = 0;
        await Parallel.ForEachAsync(
            left,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (stage, token) =>
            {
                if (await SweepOneAsync(stage, token))
                {
                    Interlocked.Increment(ref sent);
                }
            });
        if (left.Count > 0)
        {
            Log.Swept(logger, sent, left.Count);
        }

        return sent;
    }

    private async Task<bool> SweepOneAsync(PendingStage stage, CancellationToken cancellationToken)
    {
        try
        {
            if (await dispatcher.DispatchAsync(stage, cancellationToken))
            {
                return true;
            }

            if (time.GetUtcNow() - stage.Since > UncommittedAge)
            {
                await pending.RemoveAsync(stage, cancellationToken);
            }
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            Log.StillPending(logger, stage.Partition, stage.Stage, FailureClassifier.Classify(failure), failure.GetType().Name);
        }

        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Sent on {Sent} of {Left} stages that a crash or an outage had left")]
        public static partial void Swept(ILogger logger, int sent, int left);

        [LoggerMessage(2, LogLevel.Warning, "Stage {Stage} of {Partition} is still pending: {Category} {Failure}")]
        public static partial void StillPending(ILogger logger, string partition, string stage, FailureCategory category, string failure);
    }
}
