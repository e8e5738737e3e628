using System.Threading.Channels;
using Azure.Messaging.ServiceBus;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Queues;

namespace Router.Unit.Host.Harness;

/// <summary>A queue in memory that delivers at once and again after it was abandoned.</summary>
internal sealed class FakeQueue : IQueueConnector, IQueueReader
{
    private readonly Channel<string> settled = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource<Func<ServiceBusReceivedMessage, Task<bool>>> handler = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> deliveries = [];
    private volatile bool stopped;

    public string? Connection { get; private set; }

    public void Send(string body) => deliveries.Add(DeliverAsync(body));

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
        return this;
    }

    public Task StartAsync(Func<ServiceBusReceivedMessage, Task<bool>> handle, CancellationToken cancellation)
    {
        handler.SetResult(handle);
        return Task.CompletedTask;
    }

    public Task StopAsync()
    {
        stopped = true;
        return Task.WhenAll(deliveries);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task DeliverAsync(string body)
    {
        var handle = await handler.Task;
        for (var delivery = 1; !stopped; delivery++)
        {
            var succeeded = await handle(ServiceBusModelFactory.ServiceBusReceivedMessage(BinaryData.FromString(body), messageId: $"id-{body}", deliveryCount: delivery));
            settled.Writer.TryWrite($"{(succeeded ? "complete" : "abandon")} {body} #{delivery}");
            if (succeeded)
            {
                return;
            }
        }
    }
}
