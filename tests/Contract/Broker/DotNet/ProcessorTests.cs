using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/dotnet/api/azure.messaging.servicebus.servicebusprocessor</summary>
public sealed class ProcessorTests(ServiceBusNamespace space) : ProcessorSuite(space), IClassFixture<ServiceBusNamespace>
{
    [Fact]
    public async Task Processor_OfQueue_HandlesEachMessageAndCompletesIt()
    {
        var queue = await WithMessagesAsync("a", "b", "c");
        await using var processor = Processor(queue, args => Processed.NoteAsync(args.Message));
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(["a", "b", "c"], await Processed.NextAsync(3));
        await processor.StopProcessingAsync(Cancel);
        await ExpectEmptyAsync(queue);
    }

    [Fact]
    public async Task Processor_Running_HandlesWhatComesLater()
    {
        var queue = await Space.QueueAsync();
        await using var processor = Processor(queue, args => Processed.NoteAsync(args.Message));
        await processor.StartProcessingAsync(Cancel);
        Assert.True(processor.IsProcessing);
        await SendAsync(queue, "late");
        Assert.Equal(["late"], await Processed.NextAsync(1));
    }

    [Fact]
    public async Task Processor_WhoseHandlerThrows_GivesTheMessageBackAndReports()
    {
        var queue = await WithMessagesAsync("one");
        await using var processor = Processor(queue, args => args.Message.DeliveryCount == 1 ? throw new InvalidOperationException("no") : Processed.NoteAsync(args.Message));
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(["one"], await Processed.NextAsync(1));
        var error = await Processed.NextErrorAsync();
        Assert.Equal((ServiceBusErrorSource.ProcessMessageCallback, queue, "no"), (error.ErrorSource, error.EntityPath, error.Exception.Message));
    }

    [Fact]
    public async Task Processor_WhoseHandlerAlwaysThrows_DeadLettersTheMessage()
    {
        var queue = await Space.QueueAsync(options => options.MaxDeliveryCount = 2);
        await SendAsync(queue, "poison");
        await using var processor = Processor(queue, _ => throw new InvalidOperationException("never"));
        await processor.StartProcessingAsync(Cancel);
        await using var dead = DeadLettersOf(queue);
        Assert.Equal("MaxDeliveryCountExceeded", (await ReceiveAsync(dead)).DeadLetterReason);
    }

    [Fact]
    public async Task Processor_WithoutAutoComplete_LeavesTheMessageLocked()
    {
        var queue = await WithMessagesAsync("one");
        await using var processor = Processor(queue, args => Processed.NoteAsync(args.Message), new ServiceBusProcessorOptions { AutoCompleteMessages = false });
        await processor.StartProcessingAsync(Cancel);
        await Processed.NextAsync(1);
        await processor.StopProcessingAsync(Cancel);
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal("one", (await receiver.PeekMessageAsync(0, Cancel)).MessageId);
        await ExpectNothingAsync(receiver);
    }

    [Fact]
    public async Task Processor_WithConcurrency_HandlesThatManyAtOnce()
    {
        const int AtOnce = 5;
        var queue = await WithMessagesAsync([.. Enumerable.Range(0, AtOnce).Select(number => $"{number}")]);
        using var together = new CountdownEvent(AtOnce);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var processor = Processor(queue, async args =>
        {
            if (together.Signal())
                all.SetResult();
            await all.Task;
            await Processed.NoteAsync(args.Message);
        }, new ServiceBusProcessorOptions { MaxConcurrentCalls = AtOnce });
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(AtOnce, (await Processed.NextAsync(AtOnce)).Count);
    }

    [Fact]
    public async Task Processor_ByDefault_HandlesOneAtATime()
    {
        var queue = await WithMessagesAsync("a", "b", "c", "d");
        var (now, most) = (0, 0);
        await using var processor = Processor(queue, async args =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
            await Processed.NoteAsync(args.Message);
        });
        await processor.StartProcessingAsync(Cancel);
        await Processed.NextAsync(4);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task StopProcessing_WhileAHandlerRuns_WaitsForIt()
    {
        var queue = await WithMessagesAsync("one");
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var processor = Processor(queue, async args =>
        {
            begun.TrySetResult();
            await go.Task;
            await Processed.NoteAsync(args.Message);
        });
        await processor.StartProcessingAsync(Cancel);
        await begun.Task.WaitAsync(ServiceBusNamespace.Patience, TimeProvider.System, Cancel);
        var stopping = processor.StopProcessingAsync(Cancel);
        Assert.False(stopping.IsCompleted);
        go.SetResult();
        await stopping;
        Assert.False(processor.IsProcessing);
        Assert.Equal(["one"], await Processed.NextAsync(1));
        await ExpectEmptyAsync(queue);
    }

    [Fact]
    public async Task StartProcessing_AfterStop_GoesOn()
    {
        var queue = await Space.QueueAsync();
        await using var processor = Processor(queue, args => Processed.NoteAsync(args.Message));
        await processor.StartProcessingAsync(Cancel);
        await processor.StopProcessingAsync(Cancel);
        await SendAsync(queue, "after");
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(["after"], await Processed.NextAsync(1));
    }

    [Fact]
    public async Task StartProcessing_Twice_IsRefused()
    {
        await using var processor = Processor(await Space.QueueAsync(), args => Processed.NoteAsync(args.Message));
        await processor.StartProcessingAsync(Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => processor.StartProcessingAsync(Cancel));
    }

    [Fact]
    public async Task StartProcessing_WithoutHandlers_IsRefused()
    {
        await using var processor = Client.CreateProcessor(await Space.QueueAsync(), new ServiceBusProcessorOptions());
        await Assert.ThrowsAsync<InvalidOperationException>(() => processor.StartProcessingAsync(Cancel));
    }

    [Fact]
    public async Task Processor_OfMissingQueue_ReportsIt()
    {
        await using var processor = Processor(Space.NewName(), args => Processed.NoteAsync(args.Message));
        await processor.StartProcessingAsync(Cancel);
        var error = await Processed.NextErrorAsync();
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, Assert.IsType<ServiceBusException>(error.Exception).Reason);
    }

    [Fact]
    public async Task Processor_OfReceiveAndDelete_DeletesBeforeItHandles()
    {
        var queue = await WithMessagesAsync("one");
        await using var processor = Processor(queue, _ => throw new InvalidOperationException("lost"), new ServiceBusProcessorOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        await processor.StartProcessingAsync(Cancel);
        await Processed.NextErrorAsync();
        await ExpectEmptyAsync(queue);
    }

    [Fact]
    public async Task Processor_OfDeadLetters_HandlesThem()
    {
        var queue = await Space.QueueAsync();
        var (receiver, message) = await LockedAsync(queue);
        await receiver.DeadLetterMessageAsync(message, cancellationToken: Cancel);
        await using var processor = Processor(queue, args => Processed.NoteAsync(args.Message), new ServiceBusProcessorOptions { SubQueue = SubQueue.DeadLetter });
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(["one"], await Processed.NextAsync(1));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task Processor_OfSubscription_HandlesItsCopies()
    {
        var topic = await Space.TopicAsync();
        await using var processor = Client.CreateProcessor(topic, await Space.SubscriptionAsync(topic), new ServiceBusProcessorOptions());
        processor.ProcessMessageAsync += args => Processed.NoteAsync(args.Message);
        processor.ProcessErrorAsync += Processed.NoteAsync;
        await SendAsync(topic, "one");
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(["one"], await Processed.NextAsync(1));
    }

    [Fact]
    public async Task UpdateConcurrency_WhileRunning_HandlesMoreAtOnce()
    {
        var queue = await Space.QueueAsync();
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = 0;
        await using var processor = Processor(queue, async args =>
        {
            if (Interlocked.Increment(ref begun) == 2)
                both.SetResult();
            await both.Task;
            await Processed.NoteAsync(args.Message);
        });
        await processor.StartProcessingAsync(Cancel);
        processor.UpdateConcurrency(2);
        await SendAsync(queue, "a", "b");
        Assert.Equal(2, (await Processed.NextAsync(2)).Count);
        Assert.Equal(2, processor.MaxConcurrentCalls);
    }
}
