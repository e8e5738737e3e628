using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Router.Messaging.ServiceBus;

/// <summary>
/// Keeps one connection up for all senders, from the start of the app on: its links are attached before the first message comes, and a lost connection
/// is opened again without anybody asking. While the broker is away senders are told at once instead of waiting.
/// </summary>
internal sealed partial class SharedConnection(
    ServiceBusNamespace target, IOptions<MessagingOptions> options, TimeProvider time, MessagingMetrics metrics, ILogger<SharedConnection> logger) : BackgroundService
{
    // One that ends sooner counts as a failed attempt: a broker that accepts and closes is not asked ten times a second.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    // One failure may be the moment of a failover; after the second in a row the broker is away.
    private const int FailuresOfAnOutage = 2;
    private readonly BrokerTimeouts timeouts = options.Value.ToTimeouts();
    private volatile TaskCompletionSource<AmqpConnection> current = Waiting();

    /// <summary>The connection; waits for it as long as one is likely to come.</summary>
    /// <exception cref="MessagingException">The broker is away.</exception>
    public Task<AmqpConnection> GetAsync(CancellationToken cancellationToken) => current.Task.WaitAsync(cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                var connection = await AmqpConnection.OpenAsync(target, timeouts, time, metrics, logger, stoppingToken);
                var opened = time.GetTimestamp();
                await UseAsync(connection, stoppingToken);
                failures = time.GetElapsedTime(opened) > Settled ? 0 : failures + 1;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                failures++;
                Tell(AmqpErrors.ToMessagingException(failure), failures);
            }

            await Task.Delay(RecoveryPolicy.ReconnectDelay(Math.Max(failures, 1), Jitter()), time, stoppingToken).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>0 to 1.</summary>
    internal static double Jitter() => RandomNumberGenerator.GetInt32(1000) / 1000d;

    private async Task UseAsync(AmqpConnection connection, CancellationToken stoppingToken)
    {
        metrics.Connected();
        Log.Connected(logger, target.Host);
        Offer(connection);
        _ = WarmAsync(connection);
        await using var stop = stoppingToken.Register(() => connection.Abandon("router:stopping"));
        metrics.Lost(await connection.Ended);
        current = Waiting();
    }

    private void Offer(AmqpConnection connection)
    {
        if (!current.TrySetResult(connection))
        {
            var again = Waiting();
            again.SetResult(connection);
            current = again;
        }
    }

    private void Tell(MessagingException failure, int failures)
    {
        metrics.NotConnected(failure.Reason);
        if (failures == FailuresOfAnOutage)
        {
            Log.Away(logger, failure.Reason, failure.Message);
        }

        if (failures >= FailuresOfAnOutage)
        {
            current.TrySetException(failure);
            _ = current.Task.Exception;
        }
    }

    private async Task WarmAsync(AmqpConnection connection)
    {
        foreach (var queue in QueueNames.All)
        {
            try
            {
                await connection.SenderAsync(queue, connection.Lost);
            }
            catch (Exception failure)
            {
                Log.NotWarmed(logger, queue, AmqpErrors.ToMessagingException(failure).Reason);
            }
        }
    }

    private static TaskCompletionSource<AmqpConnection> Waiting() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Connected to the broker {Host}")]
        public static partial void Connected(ILogger logger, string host);

        [LoggerMessage(2, LogLevel.Warning, "The broker is away: {Reason}, {Failure}")]
        public static partial void Away(ILogger logger, BrokerFailure reason, string failure);

        [LoggerMessage(3, LogLevel.Warning, "The link to queue {Queue} is not attached yet: {Reason}")]
        public static partial void NotWarmed(ILogger logger, string queue, BrokerFailure reason);
    }
}
