using Azure.Messaging.ServiceBus;
using Router.FunctionsHost.Definitions;

namespace Router.FunctionsHost.Queues;

/// <summary>Takes the messages of one queue, keeps them locked while they are worked on, and settles each by the outcome.</summary>
internal interface IQueueReader : IAsyncDisposable
{
    /// <param name="handle">True completes the message, false abandons it.</param>
    /// <param name="cancellation">Gives up starting.</param>
    Task StartAsync(Func<ServiceBusReceivedMessage, Task<bool>> handle, CancellationToken cancellation);

    /// <summary>Takes no more messages, and waits for those in flight.</summary>
    Task StopAsync();
}

internal interface IQueueConnector
{
    IQueueReader Connect(FunctionDefinition.Queue function, string connection, HostConfiguration configuration);
}
