using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/azure/service-bus-messaging/message-sessions</summary>
public sealed class SessionReceiverTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    [Fact]
    public async Task AcceptSession_ByName_ReceivesItsMessagesOnlyInOrder()
    {
        var queue = await WithMessagesAsync(("a", "a1"), ("b", "b1"), ("a", "a2"), ("b", "b2"));
        await using var receiver = await Client.AcceptSessionAsync(queue, "b", cancellationToken: Cancel);
        Assert.Equal("b", receiver.SessionId);
        Assert.Equal(["b1", "b2"], Ids(await ReceiveAsync(receiver, 2)));
        await ExpectNothingAsync(receiver);
    }

    [Fact]
    public async Task AcceptSession_WithoutMessages_HoldsItForThoseThatCome()
    {
        var queue = await Space.SessionQueueAsync();
        await using var receiver = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        await SendAsync(queue, Message("a1", "a"));
        Assert.Equal("a1", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task AcceptSession_HeldByAnother_IsRefused()
    {
        var queue = await Space.SessionQueueAsync();
        await using var receiver = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        await ExpectRefusedAsync(ServiceBusFailureReason.SessionCannotBeLocked, () => Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel));
    }

    [Fact]
    public async Task AcceptSession_ClosedByAnother_IsFree()
    {
        var queue = await WithMessagesAsync(("a", "a1"));
        await using (var first = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel))
            await ReceiveAsync(first);
        await using var second = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        Assert.Equal("a1", (await ReceiveAsync(second)).MessageId);
    }

    [Fact]
    public async Task AcceptSession_WithOddId_KeepsIt()
    {
        var queue = await Space.SessionQueueAsync();
        await using var receiver = await Client.AcceptSessionAsync(queue, "with space / and ü", cancellationToken: Cancel);
        Assert.Equal("with space / and ü", receiver.SessionId);
    }

    [Fact]
    public async Task AcceptSession_OnPlainQueue_IsRefused()
    {
        var queue = await Space.QueueAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel));
    }

    [Fact]
    public async Task AcceptSession_OnMissingQueue_IsRefused() =>
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => Client.AcceptSessionAsync(Space.NewName(), "a", cancellationToken: Cancel));

    [Fact]
    public async Task AcceptSession_WithoutExclusiveLock_IsRefusedAsUnsupported()
    {
        Assert.SkipUnless(Space.IsLocal, "The service has such sessions in some places.");
        var queue = await Space.SessionQueueAsync();
        var options = new ServiceBusSessionReceiverOptions { EnableNonExclusiveSession = true };
        await Assert.ThrowsAsync<NotSupportedException>(() => Client.AcceptSessionAsync(queue, "a", options, Cancel));
    }

    [Fact]
    public async Task RenewSessionLock_OfHeld_ProlongsIt()
    {
        await using var receiver = await SessionAsync();
        var before = receiver.SessionLockedUntil;
        await receiver.RenewSessionLockAsync(Cancel);
        Assert.True(receiver.SessionLockedUntil >= before);
    }

    [Fact]
    public async Task CompleteMessage_InSession_RemovesIt()
    {
        var queue = await WithMessagesAsync(("a", "a1"), ("a", "a2"));
        await using var receiver = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        await receiver.CompleteMessageAsync(await ReceiveAsync(receiver), Cancel);
        Assert.Equal("a2", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task AbandonMessage_InSession_KeepsItsPlaceAndIsCounted()
    {
        var queue = await WithMessagesAsync(("a", "a1"), ("a", "a2"));
        await using var receiver = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        await receiver.AbandonMessageAsync(await ReceiveAsync(receiver), cancellationToken: Cancel);
        var again = await ReceiveAsync(receiver);
        Assert.Equal(("a1", 2), (again.MessageId, again.DeliveryCount));
    }

    [Fact]
    public async Task DeferMessage_InSession_IsReceivedByItsNumber()
    {
        var queue = await WithMessagesAsync(("a", "a1"));
        await using var receiver = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        var message = await ReceiveAsync(receiver);
        await receiver.DeferMessageAsync(message, cancellationToken: Cancel);
        var deferred = await receiver.ReceiveDeferredMessageAsync(message.SequenceNumber, Cancel);
        await receiver.CompleteMessageAsync(deferred, Cancel);
        Assert.Null(await receiver.PeekMessageAsync(0, Cancel));
    }

    [Fact]
    public async Task ReceiveAndDelete_InSession_RemovesAtOnce()
    {
        var queue = await WithMessagesAsync(("a", "a1"), ("a", "a2"));
        var options = new ServiceBusSessionReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete };
        await using var receiver = await Client.AcceptSessionAsync(queue, "a", options, Cancel);
        Assert.Equal(["a1", "a2"], Ids(await ReceiveAsync(receiver, 2)));
        Assert.Null(await receiver.PeekMessageAsync(0, Cancel));
    }

    [Fact]
    public async Task AcceptSession_OnSubscription_ReceivesItsMessages()
    {
        var topic = await Space.TopicAsync();
        var subscription = await Space.SubscriptionAsync(topic, configure: options => options.RequiresSession = true);
        await SendAsync(topic, Message("a1", "a"), Message("b1", "b"));
        await using var receiver = await Client.AcceptSessionAsync(topic, subscription, "b", cancellationToken: Cancel);
        Assert.Equal("b1", (await ReceiveAsync(receiver)).MessageId);
        await using var next = await Client.AcceptNextSessionAsync(topic, subscription, cancellationToken: Cancel);
        Assert.Equal("a", next.SessionId);
    }

    private Task<ServiceBusSessionReceiver> SessionAsync() => AcceptAsync(Space.SessionQueueAsync());

    private async Task<ServiceBusSessionReceiver> AcceptAsync(Task<string> queue) => await Client.AcceptSessionAsync(await queue, "a", cancellationToken: Cancel);

    private async Task<string> WithMessagesAsync(params (string Session, string Id)[] messages)
    {
        var queue = await Space.SessionQueueAsync();
        await SendAsync(queue, [.. messages.Select(message => Message(message.Id, message.Session))]);
        return queue;
    }
}
