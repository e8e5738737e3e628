using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/azure/service-bus-messaging/service-bus-queues-topics-subscriptions#topics-and-subscriptions</summary>
public sealed class SubscriptionTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    [Fact]
    public async Task SendMessage_ToTopic_GoesToEachSubscription()
    {
        var topic = await Space.TopicAsync();
        var (one, other) = (await Space.SubscriptionAsync(topic), await Space.SubscriptionAsync(topic));
        await SendAsync(topic, "a", "b");
        foreach (var subscription in new[] { one, other })
        {
            await using var receiver = Client.CreateReceiver(topic, subscription);
            Assert.Equal(["a", "b"], Ids(await ReceiveAsync(receiver, 2)));
        }
    }

    [Fact]
    public async Task SendMessage_ToTopicWithoutSubscription_IsTakenAndDropped()
    {
        var topic = await Space.TopicAsync();
        await SendAsync(topic, "lost");
        await using var receiver = Client.CreateReceiver(topic, await Space.SubscriptionAsync(topic));
        Assert.Null(await receiver.PeekMessageAsync(0, Cancel));
    }

    [Fact]
    public async Task CompleteMessage_InOneSubscription_LeavesTheOthers()
    {
        var topic = await Space.TopicAsync();
        var (one, other) = (await Space.SubscriptionAsync(topic), await Space.SubscriptionAsync(topic));
        await SendAsync(topic, "a");
        await using var receiver = Client.CreateReceiver(topic, one);
        await receiver.CompleteMessageAsync(await ReceiveAsync(receiver), Cancel);
        await using var others = Client.CreateReceiver(topic, other);
        Assert.Equal("a", (await ReceiveAsync(others)).MessageId);
    }

    [Fact]
    public async Task SendMessages_OfBatchToTopic_AreFilteredEach()
    {
        var topic = await Space.TopicAsync();
        var red = await Space.SubscriptionAsync(topic, new CreateRuleOptions("red", new CorrelationRuleFilter { Subject = "red" }));
        await using var sender = Client.CreateSender(topic);
        await sender.SendMessagesAsync([.. new[] { "red", "blue", "red" }.Select((color, index) => new ServiceBusMessage("x") { Subject = color, MessageId = $"{index}" })], Cancel);
        await using var receiver = Client.CreateReceiver(topic, red);
        Assert.Equal(["0", "2"], Ids(await ReceiveAsync(receiver, 2)));
        await ExpectNothingAsync(receiver);
    }

    [Fact]
    public async Task SendMessage_WithKnownIdToDeduplicatingTopic_IsDropped()
    {
        var topic = await Space.TopicAsync(options => options.RequiresDuplicateDetection = true);
        var subscription = await Space.SubscriptionAsync(topic);
        await SendAsync(topic, "same", "same");
        await using var receiver = Client.CreateReceiver(topic, subscription);
        await ReceiveAsync(receiver);
        await ExpectNothingAsync(receiver);
    }

    [Fact]
    public async Task Subscription_WithForwarding_PassesItsCopiesOn()
    {
        var topic = await Space.TopicAsync();
        var target = await Space.QueueAsync();
        await Space.SubscriptionAsync(topic, configure: options => options.ForwardTo = target);
        await SendAsync(topic, "a");
        await using var receiver = Client.CreateReceiver(target);
        Assert.Equal("a", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task Queue_ForwardingToTopic_IsFilteredThere()
    {
        var topic = await Space.TopicAsync();
        var red = await Space.SubscriptionAsync(topic, new CreateRuleOptions("red", new CorrelationRuleFilter { Subject = "red" }));
        var queue = await Space.QueueAsync(options => options.ForwardTo = topic);
        await SendAsync(queue, new ServiceBusMessage("x") { MessageId = "1", Subject = "blue" }, new ServiceBusMessage("x") { MessageId = "2", Subject = "red" });
        await using var receiver = Client.CreateReceiver(topic, red);
        Assert.Equal("2", (await ReceiveAsync(receiver)).MessageId);
        await ExpectNothingAsync(receiver);
    }

    [Fact]
    public async Task TimeToLive_OfTopic_CapsThatOfItsMessages()
    {
        var topic = await Space.TopicAsync(options => options.DefaultMessageTimeToLive = TimeSpan.FromMinutes(10));
        var subscription = await Space.SubscriptionAsync(topic);
        await SendAsync(topic, new ServiceBusMessage("x") { TimeToLive = TimeSpan.FromHours(1) });
        await using var receiver = Client.CreateReceiver(topic, subscription);
        Assert.Equal(TimeSpan.FromMinutes(10), (await ReceiveAsync(receiver)).TimeToLive);
    }

    [Fact]
    public async Task SendMessage_ToSubscription_IsRefused()
    {
        var topic = await Space.TopicAsync();
        await using var sender = Client.CreateSender($"{topic}/Subscriptions/{await Space.SubscriptionAsync(topic)}");
        await Assert.ThrowsAnyAsync<Exception>(() => sender.SendMessageAsync(Message("never"), Cancel));
    }

    [Fact]
    public async Task ReceiveMessage_FromMissingSubscription_IsRefused()
    {
        await using var receiver = Client.CreateReceiver(await Space.TopicAsync(), "missing");
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => receiver.ReceiveMessageAsync(ServiceBusNamespace.Moment, Cancel));
    }

    [Fact]
    public async Task SendMessage_WithoutSession_IsRefusedWhereASubscriptionNeedsOne()
    {
        Assert.SkipUnless(Space.IsLocal, "The service dead-letters it or drops it.");
        var topic = await Space.TopicAsync();
        await Space.SubscriptionAsync(topic, configure: options => options.RequiresSession = true);
        await using var sender = Client.CreateSender(topic);
        await Assert.ThrowsAsync<InvalidOperationException>(() => sender.SendMessageAsync(Message("no session"), Cancel));
    }
}
