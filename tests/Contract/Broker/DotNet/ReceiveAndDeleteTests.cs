using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/azure/service-bus-messaging/message-transfers-locks-settlement#receiveanddelete</summary>
public sealed class ReceiveAndDeleteTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    [Fact]
    public async Task ReceiveAndDelete_OfMessage_RemovesItAtOnce()
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, "one");
        await using var receiver = Deleting(queue);
        var message = await ReceiveAsync(receiver);
        Assert.Equal(("one", default(DateTimeOffset)), (message.MessageId, message.LockedUntil));
        Assert.Null(await receiver.PeekMessageAsync(0, Cancel));
    }

    [Fact]
    public async Task ReceiveAndDelete_OfMany_DeliversEachOnceInOrder()
    {
        var queue = await Space.QueueAsync();
        var ids = Enumerable.Range(0, 60).Select(number => $"{number:00}").ToArray();
        await SendAsync(queue, ids);
        await using var receiver = Deleting(queue);
        Assert.Equal(ids, Ids(await ReceiveAsync(receiver, ids.Length)));
        await ExpectNothingAsync(receiver);
    }

    [Fact]
    public async Task ReceiveAndDelete_ThenComplete_IsRefused()
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, "one");
        await using var receiver = Deleting(queue);
        var message = await ReceiveAsync(receiver);
        await Assert.ThrowsAsync<InvalidOperationException>(() => receiver.CompleteMessageAsync(message, Cancel));
    }

    [Fact]
    public async Task ReceiveAndDelete_ThenRenew_IsRefused()
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, "one");
        await using var receiver = Deleting(queue);
        var message = await ReceiveAsync(receiver);
        await Assert.ThrowsAsync<InvalidOperationException>(() => receiver.RenewMessageLockAsync(message, Cancel));
    }

    private ServiceBusReceiver Deleting(string queue) => Client.CreateReceiver(queue, new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
}
