using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;

namespace Router.Contract.Broker.DotNet;

/// <summary>Topics, subscriptions and rules by https://learn.microsoft.com/dotnet/api/azure.messaging.servicebus.administration.servicebusadministrationclient</summary>
public sealed class TopicAdministrationTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    private ServiceBusAdministrationClient Administration => Space.Administration;

    [Fact]
    public async Task GetTopic_OfOneWithOptions_HasEachOfThem()
    {
        var name = await Space.TopicAsync(options =>
        {
            options.DefaultMessageTimeToLive = TimeSpan.FromDays(2);
            options.RequiresDuplicateDetection = true;
            options.DuplicateDetectionHistoryTimeWindow = TimeSpan.FromMinutes(4);
            options.UserMetadata = "ours";
        });
        var topic = (await Administration.GetTopicAsync(name, Cancel)).Value;
        Assert.Equal((name, TimeSpan.FromDays(2), true, TimeSpan.FromMinutes(4), "ours", EntityStatus.Active),
            (topic.Name, topic.DefaultMessageTimeToLive, topic.RequiresDuplicateDetection, topic.DuplicateDetectionHistoryTimeWindow, topic.UserMetadata, topic.Status));
    }

    [Fact]
    public async Task GetTopics_ListsThemAndNoQueue()
    {
        var (topic, queue) = (await Space.TopicAsync(), await Space.QueueAsync());
        var names = new List<string>();
        await foreach (var listed in Administration.GetTopicsAsync(Cancel))
            names.Add(listed.Name);
        Assert.Contains(topic, names);
        Assert.DoesNotContain(queue, names);
    }

    [Fact]
    public async Task TopicExists_OfTopics_SaysWhichThereAre()
    {
        Assert.True((await Administration.TopicExistsAsync(await Space.TopicAsync(), Cancel)).Value);
        Assert.False((await Administration.TopicExistsAsync(Space.NewName(), Cancel)).Value);
    }

    [Fact]
    public async Task GetTopicRuntimeProperties_CountsSubscriptionsAndScheduled()
    {
        var topic = await Space.TopicAsync();
        await Space.SubscriptionAsync(topic);
        await Space.SubscriptionAsync(topic);
        await using var sender = Client.CreateSender(topic);
        await sender.ScheduleMessageAsync(Message("later"), TimeProvider.System.GetUtcNow().AddHours(1), Cancel);
        var runtime = (await Administration.GetTopicRuntimePropertiesAsync(topic, Cancel)).Value;
        Assert.Equal((2, 1), (runtime.SubscriptionCount, runtime.ScheduledMessageCount));
    }

    [Fact]
    public async Task DeleteTopic_TakesItsSubscriptionsAlong()
    {
        var topic = await Space.TopicAsync();
        var subscription = await Space.SubscriptionAsync(topic);
        await Administration.DeleteTopicAsync(topic, Cancel);
        await using var receiver = Client.CreateReceiver(topic, subscription);
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => receiver.ReceiveMessageAsync(ServiceBusNamespace.Moment, Cancel));
    }

    [Fact]
    public async Task CreateSubscription_ByName_HasTheServicesDefaults()
    {
        var topic = await Space.TopicAsync();
        var subscription = (await Administration.CreateSubscriptionAsync(topic, "subscription", Cancel)).Value;
        Assert.Equal((topic, "subscription", TimeSpan.FromMinutes(1), 10, TimeSpan.MaxValue), (subscription.TopicName, subscription.SubscriptionName, subscription.LockDuration, subscription.MaxDeliveryCount, subscription.DefaultMessageTimeToLive));
        Assert.Equal((false, false, true), (subscription.RequiresSession, subscription.DeadLetteringOnMessageExpiration, subscription.EnableBatchedOperations));
    }

    [Fact]
    public async Task GetSubscription_OfOneWithOptions_HasEachOfThem()
    {
        var topic = await Space.TopicAsync();
        var target = await Space.QueueAsync();
        var name = await Space.SubscriptionAsync(topic, configure: options =>
        {
            options.LockDuration = TimeSpan.FromSeconds(30);
            options.MaxDeliveryCount = 4;
            options.DeadLetteringOnMessageExpiration = true;
            options.ForwardDeadLetteredMessagesTo = target;
            options.UserMetadata = "ours";
        });
        var subscription = (await Administration.GetSubscriptionAsync(topic, name, Cancel)).Value;
        Assert.Equal((TimeSpan.FromSeconds(30), 4, true, "ours"), (subscription.LockDuration, subscription.MaxDeliveryCount, subscription.DeadLetteringOnMessageExpiration, subscription.UserMetadata));
        Assert.EndsWith(target, subscription.ForwardDeadLetteredMessagesTo, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateSubscription_OfKnownName_IsRefused()
    {
        var topic = await Space.TopicAsync();
        var subscription = await Space.SubscriptionAsync(topic);
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityAlreadyExists, () => Administration.CreateSubscriptionAsync(topic, subscription, Cancel));
    }

    [Fact]
    public async Task CreateSubscription_OfMissingTopic_IsRefused() =>
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => Administration.CreateSubscriptionAsync(Space.NewName(), "subscription", Cancel));

    [Fact]
    public async Task GetSubscriptions_OfTopic_ListsItsOwn()
    {
        var (topic, other) = (await Space.TopicAsync(), await Space.TopicAsync());
        var made = new[] { await Space.SubscriptionAsync(topic), await Space.SubscriptionAsync(topic) };
        await Space.SubscriptionAsync(other);
        var listed = new List<string>();
        await foreach (var subscription in Administration.GetSubscriptionsAsync(topic, Cancel))
            listed.Add(subscription.SubscriptionName);
        Assert.Equal(made.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task GetSubscription_OfMissing_IsRefused()
    {
        var topic = await Space.TopicAsync();
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => Administration.GetSubscriptionAsync(topic, "missing", Cancel));
        Assert.False((await Administration.SubscriptionExistsAsync(topic, "missing", Cancel)).Value);
    }

    [Fact]
    public async Task GetSubscriptionRuntimeProperties_CountsItsMessages()
    {
        var topic = await Space.TopicAsync();
        var subscription = await Space.SubscriptionAsync(topic);
        await SendAsync(topic, "a", "b", "c");
        await using var receiver = Client.CreateReceiver(topic, subscription);
        await receiver.DeadLetterMessageAsync(await ReceiveAsync(receiver), cancellationToken: Cancel);
        var runtime = (await Administration.GetSubscriptionRuntimePropertiesAsync(topic, subscription, Cancel)).Value;
        Assert.Equal((2, 1, 3), (runtime.ActiveMessageCount, runtime.DeadLetterMessageCount, runtime.TotalMessageCount));
    }

    [Fact]
    public async Task DeleteSubscription_OfOne_LeavesTheOthers()
    {
        var topic = await Space.TopicAsync();
        var (one, other) = (await Space.SubscriptionAsync(topic), await Space.SubscriptionAsync(topic));
        await Administration.DeleteSubscriptionAsync(topic, one, Cancel);
        await SendAsync(topic, "a");
        Assert.False((await Administration.SubscriptionExistsAsync(topic, one, Cancel)).Value);
        await using var receiver = Client.CreateReceiver(topic, other);
        Assert.Equal("a", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task DeleteSubscription_OfMissing_IsRefused()
    {
        var topic = await Space.TopicAsync();
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => Administration.DeleteSubscriptionAsync(topic, "missing", Cancel));
    }

    [Fact]
    public async Task CreateRule_OfEachFilter_IsGotTheSame()
    {
        var (topic, subscription) = await SubscriptionAsync();
        RuleFilter[] filters =
        [
            new SqlRuleFilter("severity > @least") { Parameters = { ["@least"] = 2 } },
            new CorrelationRuleFilter { Subject = "s", CorrelationId = "c", ApplicationProperties = { ["n"] = 1, ["l"] = 5L, ["t"] = "x", ["b"] = true, ["d"] = 1.5 } },
            new TrueRuleFilter(),
            new FalseRuleFilter(),
        ];
        foreach (var (filter, index) in filters.Select((filter, index) => (filter, index)))
        {
            await Administration.CreateRuleAsync(topic, subscription, new CreateRuleOptions($"rule{index}", filter), Cancel);
            Assert.Equal(filter, (await Administration.GetRuleAsync(topic, subscription, $"rule{index}", Cancel)).Value.Filter);
        }
    }

    [Fact]
    public async Task CreateRule_WithAction_IsGotWithIt()
    {
        var (topic, subscription) = await SubscriptionAsync();
        var action = new SqlRuleAction("SET a = @value") { Parameters = { ["@value"] = "x" } };
        await Administration.CreateRuleAsync(topic, subscription, new CreateRuleOptions("rule", new TrueRuleFilter()) { Action = action }, Cancel);
        Assert.Equal(action, (await Administration.GetRuleAsync(topic, subscription, "rule", Cancel)).Value.Action);
    }

    [Fact]
    public async Task UpdateRule_OfOne_ChangesWhatItLetsThrough()
    {
        var (topic, subscription) = await SubscriptionAsync();
        var rule = (await Administration.GetRuleAsync(topic, subscription, RuleProperties.DefaultRuleName, Cancel)).Value;
        rule.Filter = new FalseRuleFilter();
        await Administration.UpdateRuleAsync(topic, subscription, rule, Cancel);
        await SendAsync(topic, "lost");
        await using var receiver = Client.CreateReceiver(topic, subscription);
        Assert.Null(await receiver.PeekMessageAsync(0, Cancel));
    }

    [Fact]
    public async Task CreateRule_OfKnownName_IsRefused()
    {
        var (topic, subscription) = await SubscriptionAsync();
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityAlreadyExists, () =>
            Administration.CreateRuleAsync(topic, subscription, new CreateRuleOptions(RuleProperties.DefaultRuleName, new TrueRuleFilter()), Cancel));
    }

    [Fact]
    public async Task CreateRule_OfExpressionThatIsNone_IsRefused()
    {
        var (topic, subscription) = await SubscriptionAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => Administration.CreateRuleAsync(topic, subscription, new CreateRuleOptions("broken", new SqlRuleFilter("= 3")), Cancel));
    }

    [Fact]
    public async Task GetRules_ListsThoseOfTheRuleManagerToo()
    {
        var (topic, subscription) = await SubscriptionAsync();
        await using var rules = Client.CreateRuleManager(topic, subscription);
        await rules.CreateRuleAsync("by message", new SqlRuleFilter("a = 1"), Cancel);
        var names = new List<string>();
        await foreach (var rule in Administration.GetRulesAsync(topic, subscription, Cancel))
            names.Add(rule.Name);
        Assert.Equal([RuleProperties.DefaultRuleName, "by message"], names);
    }

    [Fact]
    public async Task DeleteRule_OfOne_LeavesTheOthers()
    {
        var (topic, subscription) = await SubscriptionAsync();
        await Administration.CreateRuleAsync(topic, subscription, new CreateRuleOptions("rule", new TrueRuleFilter()), Cancel);
        await Administration.DeleteRuleAsync(topic, subscription, RuleProperties.DefaultRuleName, Cancel);
        Assert.True((await Administration.RuleExistsAsync(topic, subscription, "rule", Cancel)).Value);
        Assert.False((await Administration.RuleExistsAsync(topic, subscription, RuleProperties.DefaultRuleName, Cancel)).Value);
    }

    [Fact]
    public async Task GetRule_OfMissing_IsRefused()
    {
        var (topic, subscription) = await SubscriptionAsync();
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => Administration.GetRuleAsync(topic, subscription, "missing", Cancel));
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => Administration.DeleteRuleAsync(topic, subscription, "missing", Cancel));
    }

    private async Task<(string Topic, string Subscription)> SubscriptionAsync()
    {
        var topic = await Space.TopicAsync();
        return (topic, await Space.SubscriptionAsync(topic));
    }
}
