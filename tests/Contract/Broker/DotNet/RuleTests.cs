using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/dotnet/api/azure.messaging.servicebus.servicebusrulemanager</summary>
public sealed class RuleTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    [Fact]
    public async Task GetRules_OfNewSubscription_HasTheDefault()
    {
        await using var rules = await RulesAsync();
        var rule = Assert.Single(await AllAsync(rules));
        Assert.Equal(RuleProperties.DefaultRuleName, rule.Name);
        Assert.IsType<TrueRuleFilter>(rule.Filter);
        Assert.Null(rule.Action);
    }

    [Fact]
    public async Task CreateRule_OfSqlFilter_IsListed()
    {
        await using var rules = await RulesAsync();
        await rules.CreateRuleAsync("sql", new SqlRuleFilter("severity > 2"), Cancel);
        Assert.Equal("severity > 2", Assert.IsType<SqlRuleFilter>((await AllAsync(rules)).Single(rule => rule.Name == "sql").Filter).SqlExpression);
    }

    [Fact]
    public async Task CreateRule_OfCorrelationFilter_IsListedWithEveryCondition()
    {
        var filter = new CorrelationRuleFilter
        {
            CorrelationId = "c", MessageId = "m", To = "t", ReplyTo = "r", Subject = "s", SessionId = "x", ReplyToSessionId = "y", ContentType = "z",
            ApplicationProperties = { ["text"] = "a", ["number"] = 7, ["flag"] = true },
        };
        await using var rules = await RulesAsync();
        await rules.CreateRuleAsync("correlation", filter, Cancel);
        Assert.Equal(filter, (await AllAsync(rules)).Single(rule => rule.Name == "correlation").Filter);
    }

    [Fact]
    public async Task CreateRule_WithAction_IsListedWithIt()
    {
        await using var rules = await RulesAsync();
        await rules.CreateRuleAsync(new CreateRuleOptions("acting", new TrueRuleFilter()) { Action = new SqlRuleAction("SET a = 1") }, Cancel);
        Assert.Equal("SET a = 1", Assert.IsType<SqlRuleAction>((await AllAsync(rules)).Single(rule => rule.Name == "acting").Action).SqlExpression);
    }

    [Fact]
    public async Task CreateRule_AtRunTime_HoldsForWhatComesAfter()
    {
        var (topic, subscription) = await SubscriptionAsync();
        await using var rules = Client.CreateRuleManager(topic, subscription);
        await SendAsync(topic, new ServiceBusMessage("x") { MessageId = "before", Subject = "blue" });
        await rules.DeleteRuleAsync(RuleProperties.DefaultRuleName, Cancel);
        await rules.CreateRuleAsync("red", new CorrelationRuleFilter { Subject = "red" }, Cancel);
        await SendAsync(topic, new ServiceBusMessage("x") { MessageId = "blue", Subject = "blue" }, new ServiceBusMessage("x") { MessageId = "red", Subject = "red" });
        await using var receiver = Client.CreateReceiver(topic, subscription);
        Assert.Equal(["before", "red"], Ids(await ReceiveAsync(receiver, 2)));
        await ExpectNothingAsync(receiver);
    }

    [Fact]
    public async Task DeleteRule_OfTheLast_LetsNothingThrough()
    {
        var (topic, subscription) = await SubscriptionAsync();
        await using var rules = Client.CreateRuleManager(topic, subscription);
        await rules.DeleteRuleAsync(RuleProperties.DefaultRuleName, Cancel);
        Assert.Empty(await AllAsync(rules));
        await SendAsync(topic, "lost");
        await using var receiver = Client.CreateReceiver(topic, subscription);
        Assert.Null(await receiver.PeekMessageAsync(0, Cancel));
    }

    [Fact]
    public async Task CreateRule_OfKnownName_IsRefused()
    {
        await using var rules = await RulesAsync();
        await rules.CreateRuleAsync("twice", new TrueRuleFilter(), Cancel);
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityAlreadyExists, () => rules.CreateRuleAsync("twice", new FalseRuleFilter(), Cancel));
    }

    [Fact]
    public async Task DeleteRule_OfUnknownName_IsRefused()
    {
        await using var rules = await RulesAsync();
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => rules.DeleteRuleAsync("missing", Cancel));
    }

    [Fact]
    public async Task CreateRule_OfExpressionThatIsNone_IsRefused()
    {
        await using var rules = await RulesAsync();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => rules.CreateRuleAsync("broken", new SqlRuleFilter("severity >"), Cancel));
        Assert.Single(await AllAsync(rules));
    }

    [Fact]
    public async Task CreateRule_OfActionThatIsNone_IsRefused()
    {
        await using var rules = await RulesAsync();
        await Assert.ThrowsAnyAsync<ArgumentException>(() =>
            rules.CreateRuleAsync(new CreateRuleOptions("broken", new TrueRuleFilter()) { Action = new SqlRuleAction("SET =") }, Cancel));
    }

    [Fact]
    public async Task CreateRule_WithTooLongName_IsRefused()
    {
        await using var rules = await RulesAsync();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => rules.CreateRuleAsync(new string('x', 51), new TrueRuleFilter(), Cancel));
    }

    [Fact]
    public async Task GetRules_OfMoreThanAPage_ListsAll()
    {
        await using var rules = await RulesAsync();
        await rules.DeleteRuleAsync(RuleProperties.DefaultRuleName, Cancel);
        for (var number = 0; number < 105; number++)
            await rules.CreateRuleAsync($"{number:000}", new CorrelationRuleFilter { Subject = $"{number}" }, Cancel);
        Assert.Equal(Enumerable.Range(0, 105).Select(number => $"{number:000}"), (await AllAsync(rules)).Select(rule => rule.Name));
    }

    [Fact]
    public async Task GetRules_OfMissingSubscription_IsRefused()
    {
        await using var rules = Client.CreateRuleManager(await Space.TopicAsync(), "missing");
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, async () => await AllAsync(rules));
    }

    [Fact]
    public async Task RuleManager_Closed_IsRefused()
    {
        var rules = await RulesAsync();
        await rules.CloseAsync(Cancel);
        Assert.True(rules.IsClosed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => rules.DeleteRuleAsync("any", Cancel));
    }

    [Fact]
    public async Task RuleManager_OfSubscription_SaysItsPath()
    {
        await using var rules = Client.CreateRuleManager("topic", "subscription");
        Assert.Equal("topic/Subscriptions/subscription", rules.SubscriptionPath);
    }

    private async Task<(string Topic, string Subscription)> SubscriptionAsync()
    {
        var topic = await Space.TopicAsync();
        return (topic, await Space.SubscriptionAsync(topic));
    }

    private async Task<ServiceBusRuleManager> RulesAsync()
    {
        var (topic, subscription) = await SubscriptionAsync();
        return Client.CreateRuleManager(topic, subscription);
    }

    private static async Task<List<RuleProperties>> AllAsync(ServiceBusRuleManager rules)
    {
        var all = new List<RuleProperties>();
        await foreach (var rule in rules.GetRulesAsync(Cancel))
            all.Add(rule);
        return all;
    }
}
