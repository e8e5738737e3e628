using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/azure/service-bus-messaging/message-sequencing#scheduled-messages</summary>
public sealed class ScheduleTests(AgingNamespace space) : ServiceBusSuite(space), IClassFixture<AgingNamespace>
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task ScheduleMessage_UntilDue_IsNotDelivered()
    {
        var queue = await Space.QueueAsync();
        await using var sender = Client.CreateSender(queue);
        await sender.ScheduleMessageAsync(Message("later"), space.Now + Wait, Cancel);
        await using var receiver = Client.CreateReceiver(queue);
        await ExpectNothingAsync(receiver);
        await space.PassAsync(Wait);
        Assert.Equal("later", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task ScheduleMessage_BeforeDue_IsPeekedAsScheduled()
    {
        var queue = await Space.QueueAsync();
        await using var sender = Client.CreateSender(queue);
        var due = space.Now.AddHours(1);
        var number = await sender.ScheduleMessageAsync(Message("later"), due, Cancel);
        await using var receiver = Client.CreateReceiver(queue);
        var peeked = await receiver.PeekMessageAsync(cancellationToken: Cancel);
        Assert.Equal((ServiceBusMessageState.Scheduled, number), (peeked.State, peeked.SequenceNumber));
        Assert.Equal(due, peeked.ScheduledEnqueueTime, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task ScheduleMessage_InThePast_IsDeliveredAtOnce()
    {
        var queue = await Space.QueueAsync();
        await using var sender = Client.CreateSender(queue);
        await sender.ScheduleMessageAsync(Message("now"), space.Now.AddMinutes(-1), Cancel);
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal("now", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task ScheduleMessages_OfSeveral_ReturnsNumberForEach()
    {
        var queue = await Space.QueueAsync();
        await using var sender = Client.CreateSender(queue);
        var numbers = await sender.ScheduleMessagesAsync([Message("a"), Message("b"), Message("c")], space.Now.AddHours(1), Cancel);
        Assert.Equal(3, numbers.Distinct().Count());
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal(numbers, (await receiver.PeekMessagesAsync(10, cancellationToken: Cancel)).Select(message => message.SequenceNumber));
    }

    [Fact]
    public async Task ScheduleMessages_OfNone_ReturnsNone()
    {
        await using var sender = Client.CreateSender(await Space.QueueAsync());
        Assert.Empty(await sender.ScheduleMessagesAsync([], space.Now.AddHours(1), Cancel));
    }

    [Fact]
    public async Task SendMessage_WithScheduledTime_WaitsToo()
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, new ServiceBusMessage("x") { MessageId = "later", ScheduledEnqueueTime = space.Now + Wait });
        await using var receiver = Client.CreateReceiver(queue);
        await ExpectNothingAsync(receiver);
        await space.PassAsync(Wait);
        Assert.Equal("later", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task ScheduleMessage_Due_StandsBehindWhatCameBefore()
    {
        var queue = await Space.QueueAsync();
        await using var sender = Client.CreateSender(queue);
        await sender.ScheduleMessageAsync(Message("scheduled"), space.Now + Wait, Cancel);
        await SendAsync(queue, "sent");
        await space.PassAsync(Wait);
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal(["sent", "scheduled"], Ids(await ReceiveAsync(receiver, 2)));
    }

    [Fact]
    public async Task ScheduleMessages_DueInOtherOrder_ComeByTheirTime()
    {
        var queue = await Space.QueueAsync();
        await using var sender = Client.CreateSender(queue);
        await sender.ScheduleMessageAsync(Message("second"), space.Now + (2 * Wait), Cancel);
        await sender.ScheduleMessageAsync(Message("first"), space.Now + Wait, Cancel);
        await space.PassAsync(2 * Wait);
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal(["first", "second"], Ids(await ReceiveAsync(receiver, 2)));
    }

    [Fact]
    public async Task CancelScheduledMessage_BeforeDue_RemovesIt()
    {
        var queue = await Space.QueueAsync();
        await using var sender = Client.CreateSender(queue);
        var number = await sender.ScheduleMessageAsync(Message("never"), space.Now + Wait, Cancel);
        await sender.CancelScheduledMessageAsync(number, Cancel);
        await space.PassAsync(Wait);
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Null(await receiver.PeekMessageAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task CancelScheduledMessages_OfSome_LeavesTheOthers()
    {
        var queue = await Space.QueueAsync();
        await using var sender = Client.CreateSender(queue);
        var numbers = await sender.ScheduleMessagesAsync([Message("a"), Message("b"), Message("c")], space.Now + Wait, Cancel);
        await sender.CancelScheduledMessagesAsync([numbers[0], numbers[2]], Cancel);
        await space.PassAsync(Wait);
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal("b", (await ReceiveAsync(receiver)).MessageId);
        await ExpectNothingAsync(receiver);
    }

    [Fact]
    public async Task CancelScheduledMessage_Twice_IsRefused()
    {
        await using var sender = Client.CreateSender(await Space.QueueAsync());
        var number = await sender.ScheduleMessageAsync(Message("never"), space.Now.AddHours(1), Cancel);
        await sender.CancelScheduledMessageAsync(number, Cancel);
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageNotFound, () => sender.CancelScheduledMessageAsync(number, Cancel));
    }

    [Fact]
    public async Task CancelScheduledMessage_OfUnknownNumber_IsRefused()
    {
        await using var sender = Client.CreateSender(await Space.QueueAsync());
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageNotFound, () => sender.CancelScheduledMessageAsync(4711, Cancel));
    }

    [Fact]
    public async Task ScheduleMessage_LargerThanTheLimit_IsRefused()
    {
        await using var sender = Client.CreateSender(await Space.QueueAsync());
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageSizeExceeded, () => sender.ScheduleMessageAsync(new ServiceBusMessage(new byte[300 * 1024]), space.Now.AddHours(1), Cancel));
        await sender.ScheduleMessageAsync(Message("small"), space.Now.AddHours(1), Cancel);
    }

    [Fact]
    public async Task ScheduleMessage_FarLargerThanTheLimit_IsRefusedToo()
    {
        await using var sender = Client.CreateSender(await Space.QueueAsync());
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageSizeExceeded, () => sender.ScheduleMessageAsync(new ServiceBusMessage(new byte[2 * 1024 * 1024]), space.Now.AddHours(1), Cancel));
    }

    [Fact]
    public async Task ScheduleMessage_WithKnownIdToDeduplicatingQueue_IsDropped()
    {
        var queue = await Space.QueueAsync(options => options.RequiresDuplicateDetection = true);
        await using var sender = Client.CreateSender(queue);
        await sender.ScheduleMessageAsync(Message("same"), space.Now + Wait, Cancel);
        await sender.ScheduleMessageAsync(Message("same"), space.Now + Wait, Cancel);
        await space.PassAsync(Wait);
        await using var receiver = Client.CreateReceiver(queue);
        await ReceiveAsync(receiver);
        await ExpectNothingAsync(receiver);
    }

    [Fact]
    public async Task ScheduleMessage_ForASession_IsDeliveredToIt()
    {
        var queue = await Space.SessionQueueAsync();
        await using var sender = Client.CreateSender(queue);
        await sender.ScheduleMessageAsync(Message("later", "a"), space.Now + Wait, Cancel);
        await space.PassAsync(Wait);
        await using var receiver = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        Assert.Equal("later", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task ScheduleMessage_WithoutSessionToSessionQueue_IsRefused()
    {
        await using var sender = Client.CreateSender(await Space.SessionQueueAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => sender.ScheduleMessageAsync(Message("no session"), space.Now.AddHours(1), Cancel));
    }

    [Fact]
    public async Task ScheduleMessage_ToTopic_IsCopiedWhenDue()
    {
        var topic = await Space.TopicAsync();
        var subscription = await Space.SubscriptionAsync(topic);
        await using var sender = Client.CreateSender(topic);
        await sender.ScheduleMessageAsync(Message("later"), space.Now + Wait, Cancel);
        await using var receiver = Client.CreateReceiver(topic, subscription);
        Assert.Null(await receiver.PeekMessageAsync(cancellationToken: Cancel));
        await space.PassAsync(Wait);
        Assert.Equal("later", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task CancelScheduledMessage_OfTopic_RemovesIt()
    {
        var topic = await Space.TopicAsync();
        var subscription = await Space.SubscriptionAsync(topic);
        await using var sender = Client.CreateSender(topic);
        var number = await sender.ScheduleMessageAsync(Message("never"), space.Now + Wait, Cancel);
        await sender.CancelScheduledMessageAsync(number, Cancel);
        await space.PassAsync(Wait);
        await SendAsync(topic, "after");
        await using var receiver = Client.CreateReceiver(topic, subscription);
        Assert.Equal("after", (await ReceiveAsync(receiver)).MessageId);
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageNotFound, () => sender.CancelScheduledMessageAsync(number, Cancel));
    }

    [Fact]
    public async Task SendMessage_WithScheduledTimeToTopic_WaitsForSubscriptionsMadeLater()
    {
        var topic = await Space.TopicAsync();
        await SendAsync(topic, new ServiceBusMessage("x") { MessageId = "later", ScheduledEnqueueTime = space.Now + Wait });
        var subscription = await Space.SubscriptionAsync(topic);
        await space.PassAsync(Wait);
        await using var receiver = Client.CreateReceiver(topic, subscription);
        Assert.Equal("later", (await ReceiveAsync(receiver)).MessageId);
    }
}
