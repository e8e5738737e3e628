using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues</summary>
public sealed class DeadLetterTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    [Fact]
    public async Task DeadLetterMessage_WithReason_MovesItWithReason()
    {
        var dead = await DeadAsync((receiver, message) => receiver.DeadLetterMessageAsync(message, "why", "in more words", Cancel));
        Assert.Equal(("why", "in more words"), (dead.DeadLetterReason, dead.DeadLetterErrorDescription));
        Assert.Equal(("why", "in more words"), (dead.ApplicationProperties["DeadLetterReason"], dead.ApplicationProperties["DeadLetterErrorDescription"]));
    }

    [Fact]
    public async Task DeadLetterMessage_WithoutReason_MovesItWithout()
    {
        var dead = await DeadAsync((receiver, message) => receiver.DeadLetterMessageAsync(message, cancellationToken: Cancel));
        Assert.Equal((null, null), (dead.DeadLetterReason, dead.DeadLetterErrorDescription));
        Assert.DoesNotContain("DeadLetterReason", dead.ApplicationProperties.Keys);
    }

    [Fact]
    public async Task DeadLetterMessage_WithPropertiesOnly_ChangesThemAndNamesNoReason()
    {
        var dead = await DeadAsync((receiver, message) => receiver.DeadLetterMessageAsync(message, new Dictionary<string, object> { ["attempt"] = 3 }, Cancel));
        Assert.Equal(3, dead.ApplicationProperties["attempt"]);
        Assert.Null(dead.DeadLetterReason);
    }

    [Fact]
    public async Task DeadLetterMessage_WithReasonAmongProperties_TakesItFromThere()
    {
        var dead = await DeadAsync((receiver, message) => receiver.DeadLetterMessageAsync(message, new Dictionary<string, object> { ["DeadLetterReason"] = "why", ["DeadLetterErrorDescription"] = "words" }, Cancel));
        Assert.Equal(("why", "words"), (dead.DeadLetterReason, dead.DeadLetterErrorDescription));
    }

    [Fact]
    public async Task DeadLetterMessage_WithReasonThatIsNoText_KeepsItAsItIs()
    {
        var dead = await DeadAsync((receiver, message) => receiver.DeadLetterMessageAsync(message, new Dictionary<string, object> { ["DeadLetterReason"] = 42 }, Cancel));
        Assert.Equal(42, dead.ApplicationProperties["DeadLetterReason"]);
        Assert.Null(dead.DeadLetterReason);
    }

    [Fact]
    public async Task DeadLetterMessage_WithPropertiesAndReason_TakesBoth()
    {
        var dead = await DeadAsync((receiver, message) => receiver.DeadLetterMessageAsync(message, new Dictionary<string, object> { ["attempt"] = 3 }, "why", "words", Cancel));
        Assert.Equal((3, "why", "words"), (dead.ApplicationProperties["attempt"], dead.DeadLetterReason, dead.DeadLetterErrorDescription));
    }

    [Fact]
    public async Task DeadLetterMessage_WithTooLongReason_IsRefusedAndStays()
    {
        var queue = await Space.QueueAsync();
        var (receiver, message) = await LockedAsync(queue);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => receiver.DeadLetterMessageAsync(message, new string('x', 4097), cancellationToken: Cancel));
        await receiver.CompleteMessageAsync(message, Cancel);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task DeadLetterMessage_WithLongestReason_KeepsIt()
    {
        var longest = new string('x', 4096);
        var dead = await DeadAsync((receiver, message) => receiver.DeadLetterMessageAsync(message, longest, longest, Cancel));
        Assert.Equal((longest, longest), (dead.DeadLetterReason, dead.DeadLetterErrorDescription));
    }

    [Fact]
    public async Task DeadLetterMessage_Twice_IsRefused()
    {
        var (receiver, message) = await LockedAsync(await Space.QueueAsync());
        await receiver.DeadLetterMessageAsync(message, cancellationToken: Cancel);
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageLockLost, () => receiver.DeadLetterMessageAsync(message, cancellationToken: Cancel));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task DeadLetter_InItsQueue_KeepsNumberBodyAndNamesNoSource()
    {
        var queue = await Space.QueueAsync();
        var (receiver, message) = await LockedAsync(queue, new ServiceBusMessage("the body") { MessageId = "one", Subject = "s" });
        await receiver.DeadLetterMessageAsync(message, "why", cancellationToken: Cancel);
        await using var deadLetters = DeadLettersOf(queue);
        var dead = await ReceiveAsync(deadLetters);
        Assert.Equal(("the body", "one", "s"), (dead.Body.ToString(), dead.MessageId, dead.Subject));
        Assert.Null(dead.DeadLetterSource);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task DeadLetter_Forwarded_NamesItsSource()
    {
        var target = await Space.QueueAsync();
        var queue = await Space.QueueAsync(options => options.ForwardDeadLetteredMessagesTo = target);
        var (receiver, message) = await LockedAsync(queue);
        await receiver.DeadLetterMessageAsync(message, "why", cancellationToken: Cancel);
        await using var targets = Client.CreateReceiver(target);
        var forwarded = await ReceiveAsync(targets);
        Assert.Equal((queue, "why", "one"), (forwarded.DeadLetterSource, forwarded.DeadLetterReason, forwarded.MessageId));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task AbandonMessage_UpToMaxDeliveryCount_DeadLettersIt()
    {
        var queue = await Space.QueueAsync(options => options.MaxDeliveryCount = 2);
        await SendAsync(queue, "poison");
        await using var receiver = Client.CreateReceiver(queue);
        await receiver.AbandonMessageAsync(await ReceiveAsync(receiver), cancellationToken: Cancel);
        var last = await ReceiveAsync(receiver);
        Assert.Equal(2, last.DeliveryCount);
        await receiver.AbandonMessageAsync(last, cancellationToken: Cancel);
        await ExpectNothingAsync(receiver);
        await using var dead = DeadLettersOf(queue);
        Assert.Equal("MaxDeliveryCountExceeded", (await ReceiveAsync(dead)).DeadLetterReason);
    }

    [Fact]
    public async Task AbandonMessage_OfDeadLetter_IsNeverDeadLetteredAgain()
    {
        var queue = await Space.QueueAsync(options => options.MaxDeliveryCount = 1);
        var (receiver, message) = await LockedAsync(queue);
        await receiver.DeadLetterMessageAsync(message, cancellationToken: Cancel);
        await using var dead = DeadLettersOf(queue);
        for (var attempt = 0; attempt < 3; attempt++)
            await dead.AbandonMessageAsync(await ReceiveAsync(dead), cancellationToken: Cancel);
        Assert.Equal("one", (await ReceiveAsync(dead)).MessageId);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task CompleteMessage_OfDeadLetter_RemovesIt()
    {
        var queue = await Space.QueueAsync();
        var (receiver, message) = await LockedAsync(queue);
        await receiver.DeadLetterMessageAsync(message, cancellationToken: Cancel);
        await using var dead = DeadLettersOf(queue);
        await dead.CompleteMessageAsync(await ReceiveAsync(dead), Cancel);
        Assert.Null(await dead.PeekMessageAsync(0, Cancel));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task DeadLetters_OfSessionQueue_AreReceivedWithoutSession()
    {
        var queue = await Space.SessionQueueAsync();
        await SendAsync(queue, Message("a1", "a"));
        await using var receiver = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        await receiver.DeadLetterMessageAsync(await ReceiveAsync(receiver), cancellationToken: Cancel);
        await using var dead = DeadLettersOf(queue);
        Assert.Equal("a", (await ReceiveAsync(dead)).SessionId);
    }

    [Fact]
    public async Task DeadLetters_OfSubscription_AreItsOwn()
    {
        var topic = await Space.TopicAsync();
        var (one, other) = (await Space.SubscriptionAsync(topic), await Space.SubscriptionAsync(topic));
        await SendAsync(topic, "one");
        await using var receiver = Client.CreateReceiver(topic, one);
        await receiver.DeadLetterMessageAsync(await ReceiveAsync(receiver), "why", cancellationToken: Cancel);
        await using var dead = Client.CreateReceiver(topic, one, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        Assert.Equal("why", (await ReceiveAsync(dead)).DeadLetterReason);
        await using var others = Client.CreateReceiver(topic, other);
        Assert.Equal("one", (await ReceiveAsync(others)).MessageId);
    }

    [Fact]
    public async Task SendMessage_ToDeadLetters_IsRefused()
    {
        await using var sender = Client.CreateSender(await Space.QueueAsync() + "/$DeadLetterQueue");
        await Assert.ThrowsAnyAsync<Exception>(() => sender.SendMessageAsync(Message("never"), Cancel));
    }

    [Fact]
    public async Task ReceiveMessage_FromForwardedDeadLetters_IsRefused()
    {
        var target = await Space.QueueAsync();
        await using var dead = DeadLettersOf(await Space.QueueAsync(options => options.ForwardDeadLetteredMessagesTo = target));
        await Assert.ThrowsAsync<InvalidOperationException>(() => dead.ReceiveMessageAsync(ServiceBusNamespace.Moment, Cancel));
    }

    private async Task<ServiceBusReceivedMessage> DeadAsync(Func<ServiceBusReceiver, ServiceBusReceivedMessage, Task> bury)
    {
        var queue = await Space.QueueAsync();
        var (receiver, message) = await LockedAsync(queue);
        await bury(receiver, message);
        await receiver.DisposeAsync();
        await using var dead = DeadLettersOf(queue);
        var buried = await ReceiveAsync(dead);
        Assert.Equal("one", buried.MessageId);
        return buried;
    }
}
