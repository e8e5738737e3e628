using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>What the suites of a queue's processor have in common.</summary>
public abstract class ProcessorSuite(ServiceBusNamespace space) : ServiceBusSuite(space)
{
    private protected ProcessedMessages Processed { get; } = new();

    private protected ServiceBusProcessor Processor(string queue, Func<ProcessMessageEventArgs, Task> handler, ServiceBusProcessorOptions? options = null)
    {
        var processor = Client.CreateProcessor(queue, options ?? new ServiceBusProcessorOptions());
        processor.ProcessMessageAsync += handler;
        processor.ProcessErrorAsync += Processed.NoteAsync;
        return processor;
    }

    private protected async Task<string> WithMessagesAsync(params string[] ids)
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, ids);
        return queue;
    }

    private protected async Task ExpectEmptyAsync(string queue)
    {
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Null(await receiver.PeekMessageAsync(0, Cancel));
    }
}
