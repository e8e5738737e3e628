using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/dotnet/api/azure.messaging.servicebus.servicebusreceiver</summary>
public sealed class ReceiverTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    [Fact]
    public async Task ReceiveMessage_FromEmptyQueue_ReturnsNullAfterTheWait()
    {
        await using var receiver = Client.CreateReceiver(await Space.QueueAsync());
        await ExpectNothingAsync(receiver);
    }

    [Fact]
    public async Task ReceiveMessage_SentDuringTheWait_Comes()
    {
        var queue = await Space.QueueAsync();
        await using var receiver = Client.CreateReceiver(queue);
        var receiving = receiver.ReceiveMessageAsync(ServiceBusNamespace.Patience, Cancel);
        await SendAsync(queue, "one");
        Assert.Equal("one", (await receiving).MessageId);
    }

    [Fact]
    public async Task ReceiveMessages_OfFewer_ReturnsWhatThereIs()
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, "a", "b");
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal(["a", "b"], Ids(await ReceiveAsync(receiver, 2)));
        Assert.Empty(await receiver.ReceiveMessagesAsync(10, ServiceBusNamespace.Moment, Cancel));
    }

    [Fact]
    public async Task ReceiveMessages_OfZero_IsRefused()
    {
        await using var receiver = Client.CreateReceiver(await Space.QueueAsync());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => receiver.ReceiveMessagesAsync(0, ServiceBusNamespace.Moment, Cancel));
    }

    [Fact]
    public async Task ReceiveMessage_WithoutWait_IsRefused()
    {
        await using var receiver = Client.CreateReceiver(await Space.QueueAsync());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => receiver.ReceiveMessageAsync(TimeSpan.Zero, Cancel));
    }

    [Fact]
    public async Task ReceiveMessages_AsStream_GoesOnUntilCancelled()
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, "a", "b", "c");
        await using var receiver = Client.CreateReceiver(queue);
        var ids = new List<string>();
        await foreach (var message in receiver.ReceiveMessagesAsync(Cancel))
        {
            ids.Add(message.MessageId);
            await receiver.CompleteMessageAsync(message, Cancel);
            if (ids.Count == 3)
                break;
        }

        Assert.Equal(["a", "b", "c"], ids);
    }

    [Fact]
    public async Task ReceiveMessage_WithLock_HidesItFromOthers()
    {
        var queue = await Space.QueueAsync();
        var (receiver, message) = await LockedAsync(queue);
        await using var other = Client.CreateReceiver(queue);
        await ExpectNothingAsync(other);
        Assert.NotEqual(Guid.Empty, Guid.Parse(message.LockToken));
        Assert.True(message.LockedUntil > message.EnqueuedTime);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task ReceiveMessage_WithPrefetch_LocksAheadAndKeepsOrder()
    {
        var queue = await Space.QueueAsync();
        var ids = Enumerable.Range(0, 30).Select(number => $"{number:00}").ToArray();
        await SendAsync(queue, ids);
        await using var receiver = Client.CreateReceiver(queue, new ServiceBusReceiverOptions { PrefetchCount = 10 });
        Assert.Equal(10, receiver.PrefetchCount);
        var received = new List<string>();
        foreach (var _ in ids)
        {
            var message = await ReceiveAsync(receiver);
            received.Add(message.MessageId);
            await receiver.CompleteMessageAsync(message, Cancel);
        }

        Assert.Equal(ids, received);
    }

    [Fact]
    public async Task ReceiveMessage_ByCompetingReceivers_GivesEachMessageToOne()
    {
        var queue = await Space.QueueAsync();
        var ids = Enumerable.Range(0, 40).Select(number => $"{number:00}").ToArray();
        await SendAsync(queue, ids);
        await using var one = Client.CreateReceiver(queue);
        await using var other = Client.CreateReceiver(queue);
        var both = await Task.WhenAll(ReceiveAsync(one, 20), ReceiveAsync(other, 20));
        Assert.Equal(ids, Ids(both[0].Concat(both[1])).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ReceiveMessage_Cancelled_LeavesTheMessageForOthers()
    {
        var queue = await Space.QueueAsync();
        await using var receiver = Client.CreateReceiver(queue);
        using var giveUp = new CancellationTokenSource(ServiceBusNamespace.Moment);
        await Assert.ThrowsAsync<TaskCanceledException>(() => receiver.ReceiveMessageAsync(ServiceBusNamespace.Patience, giveUp.Token));
        await SendAsync(queue, "one");
        await using var other = Client.CreateReceiver(queue);
        var message = await ReceiveAsync(other);
        Assert.Equal(("one", 1), (message.MessageId, message.DeliveryCount));
    }

    [Fact]
    public async Task ReceiveMessage_Cancelled_CanReceiveAgain()
    {
        var queue = await Space.QueueAsync();
        await using var receiver = Client.CreateReceiver(queue);
        using var giveUp = new CancellationTokenSource(ServiceBusNamespace.Moment);
        await Assert.ThrowsAsync<TaskCanceledException>(() => receiver.ReceiveMessageAsync(ServiceBusNamespace.Patience, giveUp.Token));
        await SendAsync(queue, "one");
        Assert.Equal("one", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task ReceiveMessage_WithCancelledToken_IsCancelled()
    {
        await using var receiver = Client.CreateReceiver(await Space.QueueAsync());
        await Assert.ThrowsAsync<TaskCanceledException>(() => receiver.ReceiveMessageAsync(ServiceBusNamespace.Patience, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task ReceiveMessage_AfterClose_IsRefused()
    {
        var receiver = Client.CreateReceiver(await Space.QueueAsync());
        await receiver.CloseAsync(Cancel);
        Assert.True(receiver.IsClosed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => receiver.ReceiveMessageAsync(ServiceBusNamespace.Moment, Cancel));
    }

    [Fact]
    public async Task ReceiveMessage_FromMissingQueue_IsRefused()
    {
        await using var receiver = Client.CreateReceiver(Space.NewName());
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => receiver.ReceiveMessageAsync(ServiceBusNamespace.Moment, Cancel));
    }

    [Fact]
    public async Task ReceiveMessage_FromTopicItself_IsRefused()
    {
        var topic = await Space.TopicAsync();
        await using var receiver = Client.CreateReceiver(topic);
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => receiver.ReceiveMessageAsync(ServiceBusNamespace.Moment, Cancel));
        Assert.True(exception is InvalidOperationException or ServiceBusException { IsTransient: false }, exception.ToString());
    }

    [Fact]
    public async Task ReceiveMessage_WithoutSessionFromSessionQueue_IsRefused()
    {
        await using var receiver = Client.CreateReceiver(await Space.SessionQueueAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => receiver.ReceiveMessageAsync(ServiceBusNamespace.Moment, Cancel));
    }

    [Fact]
    public async Task ReceiveMessage_FromForwardingQueue_IsRefused()
    {
        var target = await Space.QueueAsync();
        await using var receiver = Client.CreateReceiver(await Space.QueueAsync(options => options.ForwardTo = target));
        await Assert.ThrowsAsync<InvalidOperationException>(() => receiver.ReceiveMessageAsync(ServiceBusNamespace.Moment, Cancel));
    }

    [Fact]
    public async Task Receiver_OfQueue_SaysWhatItIs()
    {
        var queue = await Space.QueueAsync();
        await using var receiver = Client.CreateReceiver(queue, new ServiceBusReceiverOptions { Identifier = "mine" });
        Assert.Equal((queue, ServiceBusReceiveMode.PeekLock, 0, "mine"), (receiver.EntityPath, receiver.ReceiveMode, receiver.PrefetchCount, receiver.Identifier));
    }
}
