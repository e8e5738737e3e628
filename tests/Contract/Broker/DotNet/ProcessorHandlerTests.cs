using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/dotnet/api/azure.messaging.servicebus.processmessageeventargs</summary>
public sealed class ProcessorHandlerTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    private readonly ProcessedMessages processed = new();

    [Fact]
    public async Task Handler_ThatCompletes_CompletesOnce()
    {
        var queue = await WithMessagesAsync("one");
        await using var processor = Processor(queue, async args =>
        {
            await args.CompleteMessageAsync(args.Message, Cancel);
            await processed.NoteAsync(args.Message);
        });
        await processor.StartProcessingAsync(Cancel);
        await processed.NextAsync(1);
        await processor.StopProcessingAsync(Cancel);
        await ExpectEmptyAsync(queue);
        Assert.False(processed.HasError);
    }

    [Fact]
    public async Task Handler_ThatAbandons_GetsTheMessageAgain()
    {
        var queue = await WithMessagesAsync("one");
        await using var processor = Processor(queue, async args =>
        {
            if (args.Message.DeliveryCount == 1)
                await args.AbandonMessageAsync(args.Message, new Dictionary<string, object> { ["again"] = true }, Cancel);
            else
                processed.Note($"{args.Message.ApplicationProperties["again"]}");
        });
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(["True"], await processed.NextAsync(1));
    }

    [Fact]
    public async Task Handler_ThatDeadLetters_MovesTheMessage()
    {
        var queue = await WithMessagesAsync("one");
        await using var processor = Processor(queue, args => args.DeadLetterMessageAsync(args.Message, "why", "words", Cancel));
        await processor.StartProcessingAsync(Cancel);
        await using var dead = DeadLettersOf(queue);
        Assert.Equal("why", (await ReceiveAsync(dead)).DeadLetterReason);
    }

    [Fact]
    public async Task Handler_ThatDefers_LeavesTheMessageForItsNumber()
    {
        var queue = await WithMessagesAsync("one");
        await using var processor = Processor(queue, async args =>
        {
            await args.DeferMessageAsync(args.Message, cancellationToken: Cancel);
            processed.Note($"{args.Message.SequenceNumber}");
        });
        await processor.StartProcessingAsync(Cancel);
        var number = long.Parse(Assert.Single(await processed.NextAsync(1)), System.Globalization.CultureInfo.InvariantCulture);
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal("one", (await receiver.ReceiveDeferredMessageAsync(number, Cancel)).MessageId);
    }

    [Fact]
    public async Task Handler_ThatReceivesMore_HasThemCompletedToo()
    {
        var queue = await WithMessagesAsync("a", "b");
        await using var processor = Processor(queue, async args =>
        {
            var more = await args.GetReceiveActions().ReceiveMessagesAsync(1, ServiceBusNamespace.Patience, Cancel);
            processed.Note(args.Message.MessageId + more[0].MessageId);
        });
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(["ab"], await processed.NextAsync(1));
        await processor.StopProcessingAsync(Cancel);
        await ExpectEmptyAsync(queue);
    }

    private ServiceBusProcessor Processor(string queue, Func<ProcessMessageEventArgs, Task> handler, ServiceBusProcessorOptions? options = null)
    {
        var processor = Client.CreateProcessor(queue, options ?? new ServiceBusProcessorOptions());
        processor.ProcessMessageAsync += handler;
        processor.ProcessErrorAsync += processed.NoteAsync;
        return processor;
    }

    private async Task<string> WithMessagesAsync(params string[] ids)
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, ids);
        return queue;
    }

    private async Task ExpectEmptyAsync(string queue)
    {
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Null(await receiver.PeekMessageAsync(0, Cancel));
    }
}
