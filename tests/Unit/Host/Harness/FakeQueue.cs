using System.Threading.Channels;
using Azure.Messaging.ServiceBus;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Queues;

namespace Router.Unit.Host.Harness;

/// <summary>A queue in memory that delivers at once and again after it was abandoned.</summary>
internal sealed class FakeQueue : IQueueConnector
{
    private readonly Channel<string> settled = Channel.CreateUnbounded<string>();
    private readonly Dictionary<string, Reader> readers = [];
    private readonly List<Task> deliveries = [];
    private volatile bool stopped;

    public string? Connection { get; private set; }

    /// <summary>To the only function that reads a queue.</summary>
    public void Send(string body) => Send(readers.Keys.Single(), body);

    public void Send(string function, string body, int times = int.MaxValue) => deliveries.Add(DeliverAsync(readers[function], body, times));

    /// <summary>What happened next: "complete BODY #DELIVERY" or "abandon BODY #DELIVERY".</summary>
    public async Task<string> NextSettledAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        return await settled.Reader.ReadAsync(patience.Token);
    }

    public IQueueReader Connect(FunctionDefinition.Queue function, string connection, HostConfiguration configuration)
    {
        Connection = connection;
        return readers[function.Name] = new Reader(this);
    }

    private async Task DeliverAsync(Reader reader, string body, int times)
    {
        var handle = await reader.Handler.Task;
        for (var delivery = 1; !stopped && delivery <= times; delivery++)
        {
            var message = ServiceBusModelFactory.ServiceBusReceivedMessage(BinaryData.FromString(body), messageId: $"id-{body}", deliveryCount: delivery, enqueuedTime: TimeProvider.System.GetUtcNow());
            var succeeded = await handle(message);
            settled.Writer.TryWrite($"{(succeeded ? "complete" : "abandon")} {body} #{delivery}");
            if (succeeded)
            {
                return;
            }
        }
    }

    private sealed class Reader(FakeQueue queue) : IQueueReader
    {
        public TaskCompletionSource<Func<ServiceBusReceivedMessage, Task<bool>>> Handler { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task StartAsync(Func<ServiceBusReceivedMessage, Task<bool>> handle, CancellationToken cancellation)
        {
            Handler.SetResult(handle);
            return Task.CompletedTask;
        }

        public Task StopAsync()
        {
            queue.stopped = true;
            return Task.WhenAll(queue.deliveries);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
