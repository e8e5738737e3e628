using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;
using Router.FunctionsHost.Definitions;

namespace Router.FunctionsHost.Queues;

/// <summary>A queue of Service Bus, read as the Service Bus extension reads it: by the client's own processor, one message at a time in each of its calls.</summary>
internal sealed partial class ServiceBusQueueReader : IQueueReader
{
    // Each of the concurrent calls reports what concerns them all.
    private static readonly TimeSpan SameFaultAgain = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly FunctionDefinition.Queue function;
    private readonly ServiceBusClient client;
    private readonly ServiceBusProcessor processor;
    private readonly TimeProvider time;
    private readonly ILogger<ServiceBusQueueReader> log;
    private (string Reason, DateTimeOffset Told) fault = ("", DateTimeOffset.MinValue);
    private Func<ServiceBusReceivedMessage, Task<bool>> handle = _ => Task.FromResult(false);

    public ServiceBusQueueReader(FunctionDefinition.Queue function, ServiceBusClient client, HostConfiguration configuration, TimeProvider time, ILogger<ServiceBusQueueReader> log)
    {
        this.function = function;
        this.client = client;
        this.time = time;
        this.log = log;
        processor = client.CreateProcessor(function.QueueName, new ServiceBusProcessorOptions
        {
            AutoCompleteMessages = false,
            MaxConcurrentCalls = configuration.MaxConcurrentCalls,
            PrefetchCount = configuration.PrefetchCount,
            MaxAutoLockRenewalDuration = configuration.MaxAutoLockRenewal,
            Identifier = $"router-host-{function.QueueName}-{Environment.ProcessId}",
        });
        processor.ProcessMessageAsync += HandleAsync;
        processor.ProcessErrorAsync += OnErrorAsync;
    }

    public async Task StartAsync(Func<ServiceBusReceivedMessage, Task<bool>> handle, CancellationToken cancellation)
    {
        this.handle = handle;
        await processor.StartProcessingAsync(cancellation);
        Log.Listening(log, function.Name, function.QueueName);
    }

    public Task StopAsync() => LeaveAsync(() => processor.StopProcessingAsync(CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync(() => processor.DisposeAsync().AsTask());
        await LeaveAsync(() => client.DisposeAsync().AsTask());
    }

    // A broker that is away, or silent, is not there to be told good-bye.
    private async Task LeaveAsync(Func<Task> leave)
    {
        try
        {
            await leave();
        }
        catch (Exception e) when (e is ServiceBusException or TimeoutException or OperationCanceledException)
        {
            Log.NotClosed(log, function.QueueName, e.Message);
        }
    }

    private async Task HandleAsync(ProcessMessageEventArgs call)
    {
        var succeeded = await handle(call.Message);
        try
        {
            await (succeeded ? call.CompleteMessageAsync(call.Message, CancellationToken.None) : call.AbandonMessageAsync(call.Message, null, CancellationToken.None));
        }
        catch (Exception e) when (e is ServiceBusException or TimeoutException or OperationCanceledException)
        {
            // The lock runs out and the message comes again.
            Log.NotSettled(log, function.QueueName, call.Message.SequenceNumber, e.Message);
        }
    }

    private Task OnErrorAsync(ProcessErrorEventArgs error)
    {
        var reason = error.Exception.Message.Split('\n')[0];
        Log.Fault(log, IsNews(reason) ? LogLevel.Warning : LogLevel.Debug, function.QueueName, error.ErrorSource, reason);
        return Task.CompletedTask;
    }

    private bool IsNews(string reason)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (reason == fault.Reason && now - fault.Told < SameFaultAgain)
            {
                return false;
            }

            fault = (reason, now);
            return true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(41, LogLevel.Information, "{Function} listens to queue {Queue}")]
        public static partial void Listening(ILogger logger, string function, string queue);

        [LoggerMessage(EventId = 42, Message = "Queue {Queue}, {Source}: {Reason}")]
        public static partial void Fault(ILogger logger, LogLevel level, string queue, ServiceBusErrorSource source, string reason);

        [LoggerMessage(44, LogLevel.Debug, "Queue {Queue} was left without a good-bye: {Reason}")]
        public static partial void NotClosed(ILogger logger, string queue, string reason);

        [LoggerMessage(43, LogLevel.Warning, "Message {SequenceNumber} of queue {Queue} could not be settled and will come again: {Reason}")]
        public static partial void NotSettled(ILogger logger, string queue, long sequenceNumber, string reason);
    }
}
