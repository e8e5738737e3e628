using System.Collections.Concurrent;
using Amqp;
using Microsoft.Extensions.Logging;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Payloads;

namespace Router.FunctionsHost.Queues;

/// <summary>Feeds one queue's messages to its function, settles them by the outcome, and comes back when the broker does.</summary>
internal sealed partial class QueueListener(
    FunctionDefinition.Queue function, IQueueConnector connector, Func<string, byte[], Task<bool>> invoke, HostConfiguration configuration, TimeProvider time, ILogger<QueueListener> log)
    : IDisposable
{
    private readonly SemaphoreSlim slots = new(configuration.MaxConcurrentCalls);
    private readonly ConcurrentDictionary<Task, bool> calls = new();

    /// <summary>Listens until <paramref name="stop"/>, then waits for the calls in flight.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var backoff = new ReconnectBackoff();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var source = await connector.ConnectAsync(function.QueueName, configuration.MaxConcurrentCalls, stop);
                backoff.Reset();
                Log.Listening(log, function.Name, function.QueueName);
                await PumpAsync(source, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (IsConnectionFault(e))
            {
                var delay = backoff.Next();
                Log.Lost(log, function.QueueName, (int)delay.TotalMilliseconds, e.Message);
                await Task.Delay(delay, time, stop).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    public void Dispose() => slots.Dispose();

    private static bool IsConnectionFault(Exception e) =>
        e is AmqpException or IOException or TimeoutException or System.Net.Sockets.SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException;

    private async Task PumpAsync(IQueueSource source, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await slots.WaitAsync(stop);
                Start(source, await ReceiveIntoSlotAsync(source, stop));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The calls in flight settle on this connection.
            await Task.WhenAll(calls.Keys);
        }
    }

    private async Task<QueueMessage> ReceiveIntoSlotAsync(IQueueSource source, CancellationToken stop)
    {
        try
        {
            return await source.ReceiveAsync(stop);
        }
        catch
        {
            slots.Release();
            throw;
        }
    }

    private void Start(IQueueSource source, QueueMessage message)
    {
        var call = Task.Run(() => HandleAsync(source, message));
        calls.TryAdd(call, true);
        call.ContinueWith(done => calls.TryRemove(done, out _), TaskScheduler.Default);
    }

    private async Task HandleAsync(IQueueSource source, QueueMessage message)
    {
        try
        {
            using var finished = new CancellationTokenSource();
            var renewal = LockRenewal.RunAsync(source, message, configuration.MaxAutoLockRenewal, time, log, finished.Token);
            var payload = QueuePayload.Write(function, message, time.GetUtcNow());
            var succeeded = await invoke(function.Name, payload);
            await finished.CancelAsync();
            await renewal;
            await (succeeded ? source.CompleteAsync(message) : source.AbandonAsync(message));
        }
        catch (Exception e) when (IsConnectionFault(e))
        {
            // The lock runs out and the message comes again.
            Log.NotSettled(log, function.QueueName, message.SequenceNumber, e.Message);
        }
        finally
        {
            slots.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(41, LogLevel.Information, "{Function} listens to queue {Queue}")]
        public static partial void Listening(ILogger logger, string function, string queue);

        [LoggerMessage(42, LogLevel.Warning, "Queue {Queue} is out of reach, next attempt in {Milliseconds} ms: {Reason}")]
        public static partial void Lost(ILogger logger, string queue, int milliseconds, string reason);

        [LoggerMessage(43, LogLevel.Warning, "Message {SequenceNumber} of queue {Queue} could not be settled and will come again: {Reason}")]
        public static partial void NotSettled(ILogger logger, string queue, long sequenceNumber, string reason);
    }
}
