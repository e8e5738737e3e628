using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/azure/service-bus-messaging/message-browsing</summary>
public sealed class PeekTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    [Fact]
    public async Task PeekMessage_OfEmptyQueue_ReturnsNull()
    {
        await using var receiver = Client.CreateReceiver(await Space.QueueAsync());
        Assert.Null(await receiver.PeekMessageAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task PeekMessage_Repeated_GoesThroughTheQueue()
    {
        await using var receiver = await WithMessagesAsync("a", "b");
        Assert.Equal("a", (await receiver.PeekMessageAsync(cancellationToken: Cancel)).MessageId);
        Assert.Equal("b", (await receiver.PeekMessageAsync(cancellationToken: Cancel)).MessageId);
        Assert.Null(await receiver.PeekMessageAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task PeekMessage_FromNumber_StartsThere()
    {
        await using var receiver = await WithMessagesAsync("a", "b", "c");
        var all = await receiver.PeekMessagesAsync(3, cancellationToken: Cancel);
        Assert.Equal("b", (await receiver.PeekMessageAsync(all[1].SequenceNumber, Cancel)).MessageId);
    }

    [Fact]
    public async Task PeekMessages_OfSome_ReturnsNoMoreThanAsked()
    {
        await using var receiver = await WithMessagesAsync("a", "b", "c");
        Assert.Equal(["a", "b"], Ids(await receiver.PeekMessagesAsync(2, cancellationToken: Cancel)));
        Assert.Equal(["c"], Ids(await receiver.PeekMessagesAsync(2, cancellationToken: Cancel)));
    }

    [Fact]
    public async Task PeekMessages_OfZero_IsRefused()
    {
        await using var receiver = await WithMessagesAsync("a");
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => receiver.PeekMessagesAsync(0, cancellationToken: Cancel));
    }

    [Fact]
    public async Task PeekMessages_OfLargeOnes_ReturnsSomeAndGoesOn()
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, [.. Enumerable.Range(0, 24).Select(number => new ServiceBusMessage(new byte[200 * 1024]) { MessageId = $"{number:00}" })]);
        await using var receiver = Client.CreateReceiver(queue);
        var ids = new List<string>();
        while (await receiver.PeekMessagesAsync(100, cancellationToken: Cancel) is { Count: > 0 } more)
            ids.AddRange(Ids(more));
        Assert.Equal(Enumerable.Range(0, 24).Select(number => $"{number:00}"), ids);
    }

    [Fact]
    public async Task PeekMessage_OfAMessage_LocksAndCountsNothing()
    {
        await using var receiver = await WithMessagesAsync("a");
        var peeked = await receiver.PeekMessageAsync(cancellationToken: Cancel);
        Assert.Equal(ServiceBusMessageState.Active, peeked.State);
        Assert.Equal(1, (await ReceiveAsync(receiver)).DeliveryCount);
        await Assert.ThrowsAnyAsync<Exception>(() => receiver.CompleteMessageAsync(peeked, Cancel));
    }

    [Fact]
    public async Task PeekMessage_OfLocked_ShowsIt()
    {
        var queue = await Space.QueueAsync();
        var (receiver, _) = await LockedAsync(queue);
        Assert.Equal("one", (await receiver.PeekMessageAsync(cancellationToken: Cancel)).MessageId);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task PeekMessage_OfDeferred_ShowsItsState()
    {
        var (receiver, message) = await LockedAsync(await Space.QueueAsync());
        await receiver.DeferMessageAsync(message, cancellationToken: Cancel);
        Assert.Equal(ServiceBusMessageState.Deferred, (await receiver.PeekMessageAsync(cancellationToken: Cancel)).State);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task PeekMessage_OfDeadLetter_ShowsItThereOnly()
    {
        var queue = await Space.QueueAsync();
        var (receiver, message) = await LockedAsync(queue);
        await receiver.DeadLetterMessageAsync(message, cancellationToken: Cancel);
        Assert.Null(await receiver.PeekMessageAsync(cancellationToken: Cancel));
        await using var dead = DeadLettersOf(queue);
        Assert.Equal("one", (await dead.PeekMessageAsync(cancellationToken: Cancel)).MessageId);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task PeekMessage_OfSession_ShowsThatSessionOnly()
    {
        var queue = await Space.SessionQueueAsync();
        await SendAsync(queue, Message("a1", "a"), Message("b1", "b"), Message("a2", "a"));
        await using var receiver = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        Assert.Equal(["a1", "a2"], Ids(await receiver.PeekMessagesAsync(10, cancellationToken: Cancel)));
    }

    [Fact]
    public async Task PeekMessage_OfSessionQueueWithoutSession_ShowsAll()
    {
        var queue = await Space.SessionQueueAsync();
        await SendAsync(queue, Message("a1", "a"), Message("b1", "b"));
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal(["a1", "b1"], Ids(await receiver.PeekMessagesAsync(10, cancellationToken: Cancel)));
    }

    [Fact]
    public async Task PeekMessage_OfMissingQueue_IsRefused()
    {
        await using var receiver = Client.CreateReceiver(Space.NewName());
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => receiver.PeekMessageAsync(cancellationToken: Cancel));
    }

    private async Task<ServiceBusReceiver> WithMessagesAsync(params string[] ids)
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, ids);
        return Client.CreateReceiver(queue);
    }
}
