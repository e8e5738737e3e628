using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/azure/service-bus-messaging/message-deferral</summary>
public sealed class DeferralTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    private const long Missing = 4711;

    [Fact]
    public async Task DeferMessage_OfLocked_TakesItOutOfTheFlow()
    {
        var (receiver, _, _) = await DeferredAsync();
        await ExpectNothingAsync(receiver);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task ReceiveDeferredMessage_ByNumber_ReturnsItLocked()
    {
        var (receiver, number, _) = await DeferredAsync();
        var message = await receiver.ReceiveDeferredMessageAsync(number, Cancel);
        Assert.Equal(("one", ServiceBusMessageState.Deferred, number), (message.MessageId, message.State, message.SequenceNumber));
        await receiver.CompleteMessageAsync(message, Cancel);
        Assert.Null(await receiver.PeekMessageAsync(0, Cancel));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task ReceiveDeferredMessage_ByAnotherReceiver_ReturnsItToo()
    {
        var (receiver, number, queue) = await DeferredAsync();
        await receiver.DisposeAsync();
        await using var other = Client.CreateReceiver(queue);
        var message = await other.ReceiveDeferredMessageAsync(number, Cancel);
        await other.RenewMessageLockAsync(message, Cancel);
        await other.CompleteMessageAsync(message, Cancel);
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageNotFound, () => other.ReceiveDeferredMessageAsync(number, Cancel));
    }

    [Fact]
    public async Task ReceiveDeferredMessage_OfUnknownNumber_IsRefused()
    {
        await using var receiver = Client.CreateReceiver(await Space.QueueAsync());
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageNotFound, () => receiver.ReceiveDeferredMessageAsync(Missing, Cancel));
    }

    [Fact]
    public async Task ReceiveDeferredMessage_OfActiveMessage_IsRefused()
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, "active");
        await using var receiver = Client.CreateReceiver(queue);
        var number = (await receiver.PeekMessageAsync(cancellationToken: Cancel)).SequenceNumber;
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageNotFound, () => receiver.ReceiveDeferredMessageAsync(number, Cancel));
    }

    [Fact]
    public async Task ReceiveDeferredMessage_WhileLocked_IsRefused()
    {
        var (receiver, number, _) = await DeferredAsync();
        await receiver.ReceiveDeferredMessageAsync(number, Cancel);
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageNotFound, () => receiver.ReceiveDeferredMessageAsync(number, Cancel));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task ReceiveDeferredMessages_OfSeveral_ReturnsEach()
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, "a", "b", "c");
        await using var receiver = Client.CreateReceiver(queue);
        var numbers = await DeferAllAsync(receiver, 3);
        var messages = await receiver.ReceiveDeferredMessagesAsync([numbers[2], numbers[0]], Cancel);
        Assert.Equal(["a", "c"], Ids(messages).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ReceiveDeferredMessages_WithOneMissing_LocksNone()
    {
        var (receiver, number, _) = await DeferredAsync();
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageNotFound, () => receiver.ReceiveDeferredMessagesAsync([number, Missing], Cancel));
        Assert.Equal("one", (await receiver.ReceiveDeferredMessageAsync(number, Cancel)).MessageId);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task ReceiveDeferredMessages_OfNone_ReturnsNone()
    {
        await using var receiver = Client.CreateReceiver(await Space.QueueAsync());
        Assert.Empty(await receiver.ReceiveDeferredMessagesAsync([], Cancel));
    }

    [Fact]
    public async Task AbandonMessage_OfDeferred_LeavesItDeferred()
    {
        var (receiver, number, _) = await DeferredAsync();
        var message = await receiver.ReceiveDeferredMessageAsync(number, Cancel);
        await receiver.AbandonMessageAsync(message, cancellationToken: Cancel);
        await ExpectNothingAsync(receiver);
        var again = await receiver.ReceiveDeferredMessageAsync(number, Cancel);
        Assert.True(again.DeliveryCount > message.DeliveryCount);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task DeferMessage_OfDeferred_DefersItAgain()
    {
        var (receiver, number, _) = await DeferredAsync();
        await receiver.DeferMessageAsync(await receiver.ReceiveDeferredMessageAsync(number, Cancel), new Dictionary<string, object> { ["again"] = true }, Cancel);
        Assert.Equal(true, (await receiver.ReceiveDeferredMessageAsync(number, Cancel)).ApplicationProperties["again"]);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task DeadLetterMessage_OfDeferred_MovesIt()
    {
        var (receiver, number, queue) = await DeferredAsync();
        await receiver.DeadLetterMessageAsync(await receiver.ReceiveDeferredMessageAsync(number, Cancel), "reason", "description", Cancel);
        await using var dead = DeadLettersOf(queue);
        var message = await ReceiveAsync(dead);
        Assert.Equal(("one", "reason", "description"), (message.MessageId, message.DeadLetterReason, message.DeadLetterErrorDescription));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task DeferMessage_WithProperties_ChangesThem()
    {
        var (receiver, message) = await LockedAsync(await Space.QueueAsync());
        await receiver.DeferMessageAsync(message, new Dictionary<string, object> { ["step"] = 2 }, Cancel);
        Assert.Equal(2, (await receiver.ReceiveDeferredMessageAsync(message.SequenceNumber, Cancel)).ApplicationProperties["step"]);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task ReceiveDeferredMessage_WithReceiveAndDelete_RemovesIt()
    {
        var (receiver, number, queue) = await DeferredAsync();
        await using var deleting = Client.CreateReceiver(queue, new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        Assert.Equal("one", (await deleting.ReceiveDeferredMessageAsync(number, Cancel)).MessageId);
        Assert.Null(await receiver.PeekMessageAsync(0, Cancel));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task ReceiveDeferredMessage_OfAnotherSession_IsRefused()
    {
        var queue = await Space.SessionQueueAsync();
        await SendAsync(queue, Message("a1", "a"));
        await using var owner = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        var number = Assert.Single(await DeferAllAsync(owner, 1));
        await using var other = await Client.AcceptSessionAsync(queue, "b", cancellationToken: Cancel);
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageNotFound, () => other.ReceiveDeferredMessageAsync(number, Cancel));
        Assert.Equal("a1", (await owner.ReceiveDeferredMessageAsync(number, Cancel)).MessageId);
    }

    private async Task<(ServiceBusReceiver Receiver, long Number, string Queue)> DeferredAsync()
    {
        var queue = await Space.QueueAsync();
        var (receiver, message) = await LockedAsync(queue);
        await receiver.DeferMessageAsync(message, cancellationToken: Cancel);
        return (receiver, message.SequenceNumber, queue);
    }

    private static async Task<long[]> DeferAllAsync(ServiceBusReceiver receiver, int count)
    {
        var messages = await ReceiveAsync(receiver, count);
        foreach (var message in messages)
            await receiver.DeferMessageAsync(message, cancellationToken: Cancel);
        return [.. messages.Select(message => message.SequenceNumber)];
    }
}
