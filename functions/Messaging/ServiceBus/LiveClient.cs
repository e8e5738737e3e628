using System.Collections.Concurrent;
using System.Security.Cryptography;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Options;

namespace Router.Messaging.ServiceBus;

/// <summary>
/// Keeps a client of the namespace that answers, from the start of the app on; all that our promises need around the official one. By itself that one connects
/// only when it is used, notices a silent broker late, and lets senders wait for one that is away. Here it is asked every two seconds; one that doesn't answer
/// in time is given up for a new one; and while there is none, senders are told at once.
/// </summary>
internal sealed partial class LiveClient(
    ServiceBusNamespace target, IOptions<MessagingOptions> options, TimeProvider time, MessagingMetrics metrics, ILogger<LiveClient> logger) : BackgroundService
{
    // With the timeout of an answer, well below the five seconds after which a returned broker is used again.
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(2);

    // One that is lost sooner counts as a failed attempt: a broker that accepts and closes is not called ten times a second.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    // One failure may be the moment of a failover; after the second in a row the broker is away.
    private const int FailuresOfAnOutage = 2;
    private readonly TimeSpan patience = TimeSpan.FromSeconds(options.Value.ConnectTimeoutSeconds);
    private readonly FirstMoments firstMoments = new(time);
    private volatile TaskCompletionSource<Senders> current = Waiting();

    /// <summary>The queue's sender on a client that answers; waits for one as long as it is likely to come.</summary>
    /// <exception cref="MessagingException">The broker is away.</exception>
    public async Task<ServiceBusSender> SenderAsync(string queue, CancellationToken cancellationToken)
    {
        firstMoments.End();
        return (await current.Task.WaitAsync(cancellationToken)).To(queue);
    }

    /// <summary>0 to 1.</summary>
    internal static double Jitter() => RandomNumberGenerator.GetInt32(1000) / 1000d;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await firstMoments.WaitAsync(stoppingToken);
        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                await BrokerCall.AnswersAsync(target, patience, stoppingToken);
                var lived = await UseAsync(target.CreateClient(patience), stoppingToken);
                failures = lived > Settled ? 0 : failures + 1;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                failures++;
                Tell(ServiceBusErrors.ToMessagingException(failure), failures);
            }

            await Task.Delay(RecoveryPolicy.ReconnectDelay(Math.Max(failures, 1), Jitter()), time, stoppingToken).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    /// <returns>How long the client answered.</returns>
    private async Task<TimeSpan> UseAsync(ServiceBusClient client, CancellationToken stoppingToken)
    {
        try
        {
            var probe = client.CreateReceiver(QueueNames.Triage);
            await AskAsync(probe, stoppingToken);
            metrics.Connected();
            Log.Connected(logger, target.Host);
            var since = time.GetTimestamp();
            Offer(new Senders(client));
            var lost = await WatchAsync(probe, stoppingToken);
            current = Waiting();
            metrics.Lost(lost.Reason);
            Log.Lost(logger, lost.Reason, lost.Message);
            return time.GetElapsedTime(since);
        }
        finally
        {
            // Not waited for: a silent peer lets the good-bye take its time.
            _ = client.DisposeAsync().AsTask().ContinueWith(static closing => _ = closing.Exception, TaskScheduler.Default);
        }
    }

    private async Task<MessagingException> WatchAsync(ServiceBusReceiver probe, CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(AskEvery, time, stoppingToken);
            try
            {
                await AskAsync(probe, stoppingToken);
            }
            catch (MessagingException failure)
            {
                return failure;
            }
        }
    }

    /// <summary>Looks at a message, or for one; a refusal is an answer too.</summary>
    private async Task AskAsync(ServiceBusReceiver probe, CancellationToken stoppingToken)
    {
        try
        {
            await probe.PeekMessageAsync(cancellationToken: stoppingToken).WaitAsync(patience, stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            var known = ServiceBusErrors.ToMessagingException(failure);
            if (known.Reason is BrokerFailure.Transient or BrokerFailure.Unknown)
            {
                throw known;
            }
        }
    }

    private void Offer(Senders senders)
    {
        if (!current.TrySetResult(senders))
        {
            var again = Waiting();
            again.SetResult(senders);
            current = again;
        }

        _ = WarmAsync(senders);
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

    /// <summary>Attaches the links before the first message comes.</summary>
    private async Task WarmAsync(Senders senders)
    {
        foreach (var queue in QueueNames.All)
        {
            try
            {
                using var batch = await senders.To(queue).CreateMessageBatchAsync();
            }
            catch (Exception failure)
            {
                Log.NotWarmed(logger, queue, ServiceBusErrors.ToMessagingException(failure).Reason);
            }
        }
    }

    private static TaskCompletionSource<Senders> Waiting() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Senders(ServiceBusClient client)
    {
        private readonly ConcurrentDictionary<string, ServiceBusSender> senders = new();

        public ServiceBusSender To(string queue) => senders.GetOrAdd(queue, static (name, client) => client.CreateSender(name), client);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Connected to the broker {Host}")]
        public static partial void Connected(ILogger logger, string host);

        [LoggerMessage(2, LogLevel.Warning, "The broker is away: {Reason}, {Failure}")]
        public static partial void Away(ILogger logger, BrokerFailure reason, string failure);

        [LoggerMessage(3, LogLevel.Warning, "The link to queue {Queue} is not attached yet: {Reason}")]
        public static partial void NotWarmed(ILogger logger, string queue, BrokerFailure reason);

        [LoggerMessage(4, LogLevel.Information, "The broker no longer answers: {Reason}, {Failure}")]
        public static partial void Lost(ILogger logger, BrokerFailure reason, string failure);
    }
}
