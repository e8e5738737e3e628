using Amqp;
using Microsoft.Extensions.Logging;

namespace Router.FunctionsHost.Queues;

/// <summary>Keeps a message locked while its function runs, no longer than maxAutoLockRenewalDuration.</summary>
internal static partial class LockRenewal
{
    private static readonly TimeSpan LargestMargin = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(IQueueSource source, QueueMessage message, TimeSpan longest, TimeProvider time, ILogger log, CancellationToken finished)
    {
        var end = time.GetUtcNow() + longest;
        var lockedUntil = message.LockedUntil;
        try
        {
            while (NextDelay(time.GetUtcNow(), lockedUntil, end) is { } delay)
            {
                await Task.Delay(delay, time, finished);
                lockedUntil = await source.RenewLockAsync(message, finished);
            }
        }
        catch (OperationCanceledException) when (finished.IsCancellationRequested)
        {
            // The function is done.
        }
        catch (Exception e) when (e is AmqpException or IOException or TimeoutException or ObjectDisposedException or OperationCanceledException)
        {
            Log.Failed(log, message.LockToken, e.Message);
        }
    }

    /// <summary>Half of what is left, but at most ten seconds, is kept as a margin; nothing once the renewals are used up or the lock is lost.</summary>
    public static TimeSpan? NextDelay(DateTimeOffset now, DateTimeOffset lockedUntil, DateTimeOffset end)
    {
        var left = lockedUntil - now;
        if (left <= TimeSpan.Zero)
        {
            return null;
        }

        var margin = left / 2 < LargestMargin ? left / 2 : LargestMargin;
        var delay = left - margin;
        return now + delay < end ? delay : null;
    }

    private static partial class Log
    {
        [LoggerMessage(40, LogLevel.Warning, "The lock {LockToken} could not be renewed: {Reason}")]
        public static partial void Failed(ILogger logger, Guid lockToken, string reason);
    }
}
