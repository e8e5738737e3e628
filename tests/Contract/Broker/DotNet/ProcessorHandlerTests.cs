namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/dotnet/api/azure.messaging.servicebus.processmessageeventargs</summary>
public sealed class ProcessorHandlerTests(ServiceBusNamespace space) : ProcessorSuite(space), IClassFixture<ServiceBusNamespace>
{
    [Fact]
    public async Task Handler_ThatCompletes_CompletesOnce()
    {
        var queue = await WithMessagesAsync("one");
        await using var processor = Processor(queue, async args =>
        {
            await args.CompleteMessageAsync(args.Message, Cancel);
            await Processed.NoteAsync(args.Message);
        });
        await processor.StartProcessingAsync(Cancel);
        await Processed.NextAsync(1);
        await processor.StopProcessingAsync(Cancel);
        await ExpectEmptyAsync(queue);
        Assert.False(Processed.HasError);
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
                Processed.Note($"{args.Message.ApplicationProperties["again"]}");
        });
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(["True"], await Processed.NextAsync(1));
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
            Processed.Note($"{args.Message.SequenceNumber}");
        });
        await processor.StartProcessingAsync(Cancel);
        var number = long.Parse(Assert.Single(await Processed.NextAsync(1)), System.Globalization.CultureInfo.InvariantCulture);
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
            Processed.Note(args.Message.MessageId + more[0].MessageId);
        });
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(["ab"], await Processed.NextAsync(1));
        await processor.StopProcessingAsync(Cancel);
        await ExpectEmptyAsync(queue);
    }
}
