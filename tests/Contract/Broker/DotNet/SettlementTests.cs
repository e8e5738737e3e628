using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/azure/service-bus-messaging/message-transfers-locks-settlement</summary>
public sealed class SettlementTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    [Fact]
    public async Task CompleteMessage_OfLocked_RemovesIt()
    {
        var queue = await Space.QueueAsync();
        var (receiver, message) = await LockedAsync(queue);
        await receiver.CompleteMessageAsync(message, Cancel);
        Assert.Null(await receiver.PeekMessageAsync(0, Cancel));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task CompleteMessage_Twice_IsRefused()
    {
        var (receiver, message) = await LockedAsync(await Space.QueueAsync());
        await receiver.CompleteMessageAsync(message, Cancel);
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageLockLost, () => receiver.CompleteMessageAsync(message, Cancel));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task CompleteMessage_OfManyAtOnce_RemovesEach()
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, [.. Enumerable.Range(0, 20).Select(number => $"{number}")]);
        await using var receiver = Client.CreateReceiver(queue);
        var messages = await ReceiveAsync(receiver, 20);
        await Task.WhenAll(messages.Select(message => receiver.CompleteMessageAsync(message, Cancel)));
        Assert.Null(await receiver.PeekMessageAsync(0, Cancel));
    }

    [Fact]
    public async Task CompleteMessage_ByAnotherReceiver_RemovesIt()
    {
        var queue = await Space.QueueAsync();
        var (receiver, message) = await LockedAsync(queue);
        await receiver.DisposeAsync();
        await using var other = Client.CreateReceiver(queue);
        await other.CompleteMessageAsync(message, Cancel);
        Assert.Null(await other.PeekMessageAsync(0, Cancel));
    }

    [Fact]
    public async Task AbandonMessage_OfLocked_GivesItBackCounted()
    {
        var (receiver, message) = await LockedAsync(await Space.QueueAsync());
        await receiver.AbandonMessageAsync(message, cancellationToken: Cancel);
        var again = await ReceiveAsync(receiver);
        Assert.Equal(("one", 2), (again.MessageId, again.DeliveryCount));
        Assert.NotEqual(message.LockToken, again.LockToken);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task AbandonMessage_WithProperties_ChangesThem()
    {
        var (receiver, message) = await LockedAsync(await Space.QueueAsync(), new ServiceBusMessage("x") { ApplicationProperties = { ["kept"] = 1, ["changed"] = 1 } });
        await receiver.AbandonMessageAsync(message, new Dictionary<string, object> { ["changed"] = 2, ["added"] = "new" }, Cancel);
        var again = await ReceiveAsync(receiver);
        Assert.Equal((1, 2, "new"), (again.ApplicationProperties["kept"], again.ApplicationProperties["changed"], again.ApplicationProperties["added"]));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task AbandonMessage_OfFirst_KeepsItsPlace()
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, "first", "second");
        await using var receiver = Client.CreateReceiver(queue);
        await receiver.AbandonMessageAsync(await ReceiveAsync(receiver), cancellationToken: Cancel);
        Assert.Equal("first", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task AbandonMessage_Twice_IsRefused()
    {
        var (receiver, message) = await LockedAsync(await Space.QueueAsync());
        await receiver.AbandonMessageAsync(message, cancellationToken: Cancel);
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageLockLost, () => receiver.AbandonMessageAsync(message, cancellationToken: Cancel));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task RenewMessageLock_OfLocked_ProlongsIt()
    {
        var (receiver, message) = await LockedAsync(await Space.QueueAsync());
        var before = message.LockedUntil;
        await receiver.RenewMessageLockAsync(message, Cancel);
        Assert.True(message.LockedUntil >= before);
        await receiver.CompleteMessageAsync(message, Cancel);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task RenewMessageLock_OfCompleted_IsRefused()
    {
        var (receiver, message) = await LockedAsync(await Space.QueueAsync());
        await receiver.CompleteMessageAsync(message, Cancel);
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageLockLost, () => receiver.RenewMessageLockAsync(message, Cancel));
        await receiver.DisposeAsync();
    }
}
