using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/dotnet/api/azure.messaging.servicebus.servicebusmessagebatch</summary>
public sealed class BatchTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    [Fact]
    public async Task CreateMessageBatch_ByDefault_HoldsWhatTheEntityTakes()
    {
        await using var sender = Client.CreateSender(await Space.QueueAsync());
        using var batch = await sender.CreateMessageBatchAsync(Cancel);
        Assert.Equal((256 * 1024, 0), (batch.MaxSizeInBytes, batch.Count));
    }

    [Fact]
    public async Task CreateMessageBatch_WithSizeOfItsOwn_HoldsThat()
    {
        await using var sender = Client.CreateSender(await Space.QueueAsync());
        using var batch = await sender.CreateMessageBatchAsync(new CreateMessageBatchOptions { MaxSizeInBytes = 2048 }, Cancel);
        Assert.Equal(2048, batch.MaxSizeInBytes);
        Assert.False(batch.TryAddMessage(new ServiceBusMessage(new byte[2048])));
    }

    [Fact]
    public async Task CreateMessageBatch_LargerThanTheEntityTakes_IsRefused()
    {
        await using var sender = Client.CreateSender(await Space.QueueAsync());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await sender.CreateMessageBatchAsync(new CreateMessageBatchOptions { MaxSizeInBytes = 256 * 1024 * 1024 }, Cancel));
    }

    [Fact]
    public async Task CreateMessageBatch_OnMissingEntity_IsRefused()
    {
        await using var sender = Client.CreateSender(Space.NewName());
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, async () => await sender.CreateMessageBatchAsync(Cancel));
    }

    [Fact]
    public async Task TryAddMessage_UntilFull_SendsAllThatFitted()
    {
        var queue = await Space.QueueAsync();
        await using var sender = Client.CreateSender(queue);
        using var batch = await sender.CreateMessageBatchAsync(Cancel);
        while (batch.TryAddMessage(new ServiceBusMessage(new byte[20 * 1024])))
            Assert.True(batch.SizeInBytes <= batch.MaxSizeInBytes);
        Assert.Equal(12, batch.Count);
        await sender.SendMessagesAsync(batch, Cancel);
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal(12, (await ReceiveAsync(receiver, 12)).Count);
        await ExpectNothingAsync(receiver);
    }

    [Fact]
    public async Task SendMessages_OfBatch_KeepsOrderAndProperties()
    {
        var queue = await Space.QueueAsync();
        await using var sender = Client.CreateSender(queue);
        using var batch = await sender.CreateMessageBatchAsync(Cancel);
        Assert.True(batch.TryAddMessage(new ServiceBusMessage("first") { Subject = "a", ApplicationProperties = { ["n"] = 1 } }));
        Assert.True(batch.TryAddMessage(new ServiceBusMessage("second") { Subject = "b", ApplicationProperties = { ["n"] = 2 } }));
        await sender.SendMessagesAsync(batch, Cancel);
        await using var receiver = Client.CreateReceiver(queue);
        var received = await ReceiveAsync(receiver, 2);
        Assert.Equal([("first", "a", 1), ("second", "b", 2)], received.Select(message => (message.Body.ToString(), message.Subject, (int)message.ApplicationProperties["n"])));
    }

    [Fact]
    public async Task SendMessages_OfEmptyBatch_DoesNothing()
    {
        var queue = await Space.QueueAsync();
        await using var sender = Client.CreateSender(queue);
        using var batch = await sender.CreateMessageBatchAsync(Cancel);
        await sender.SendMessagesAsync(batch, Cancel);
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Null(await receiver.PeekMessageAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task SendMessages_OfBatchTwice_SendsItTwice()
    {
        var queue = await Space.QueueAsync();
        await using var sender = Client.CreateSender(queue);
        using var batch = await sender.CreateMessageBatchAsync(Cancel);
        batch.TryAddMessage(Message("one"));
        await sender.SendMessagesAsync(batch, Cancel);
        await sender.SendMessagesAsync(batch, Cancel);
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal(["one", "one"], Ids(await ReceiveAsync(receiver, 2)));
    }

    [Fact]
    public async Task SendMessages_OfBatchWithRepeatedId_KeepsOneWhereDuplicatesAreDetected()
    {
        var queue = await Space.QueueAsync(options => options.RequiresDuplicateDetection = true);
        await using var sender = Client.CreateSender(queue);
        using var batch = await sender.CreateMessageBatchAsync(Cancel);
        foreach (var id in new[] { "a", "b", "a" })
            batch.TryAddMessage(Message(id));
        await sender.SendMessagesAsync(batch, Cancel);
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal(["a", "b"], Ids(await ReceiveAsync(receiver, 2)));
        await ExpectNothingAsync(receiver);
    }

    [Fact]
    public async Task SendMessages_OfBatchWithOneSessionlessMessage_IsRefusedWhole()
    {
        var queue = await Space.SessionQueueAsync();
        await using var sender = Client.CreateSender(queue);
        using var batch = await sender.CreateMessageBatchAsync(Cancel);
        batch.TryAddMessage(Message("with", "a"));
        batch.TryAddMessage(Message("without"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => sender.SendMessagesAsync(batch, Cancel));
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Null(await receiver.PeekMessageAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task Dispose_OfBatch_EmptiesIt()
    {
        await using var sender = Client.CreateSender(await Space.QueueAsync());
        var batch = await sender.CreateMessageBatchAsync(Cancel);
        batch.TryAddMessage(Message("one"));
        batch.Dispose();
        Assert.Equal(0, batch.Count);
    }
}
