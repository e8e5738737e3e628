using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;

namespace Router.Contract.Broker.DotNet;

/// <summary>
/// https://learn.microsoft.com/azure/service-bus-messaging/topic-filters and
/// https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-sql-filter
/// </summary>
public sealed class FilterTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    private static ServiceBusMessage Sample => new("the body")
    {
        MessageId = "id-1",
        CorrelationId = "correlation-1",
        Subject = "bug report",
        To = "team",
        ReplyTo = "sender",
        ReplyToSessionId = "reply-1",
        SessionId = "session-1",
        ContentType = "text/plain",
        ApplicationProperties = { ["severity"] = 3, ["area"] = "pay", ["open"] = true, ["ratio"] = 1.5, ["big"] = 5_000_000_000L, ["odd name"] = "x" },
    };

    [Theory]
    [InlineData("severity = 3")]
    [InlineData("severity <> 4")]
    [InlineData("severity != 4")]
    [InlineData("severity > 2 AND severity < 4")]
    [InlineData("severity >= 3 AND severity <= 3")]
    [InlineData("ratio = 1.5")]
    [InlineData("big > 4999999999")]
    [InlineData("open = TRUE")]
    [InlineData("area = 'pay'")]
    [InlineData("area IN ('login', 'pay')")]
    [InlineData("area NOT IN ('login', 'search')")]
    [InlineData("area LIKE 'p%'")]
    [InlineData("area LIKE '_ay'")]
    [InlineData("area NOT LIKE 'l%'")]
    [InlineData("missing IS NULL")]
    [InlineData("area IS NOT NULL")]
    [InlineData("EXISTS(area)")]
    [InlineData("NOT EXISTS(missing)")]
    [InlineData("NOT (severity = 4 OR area = 'login')")]
    [InlineData("severity = 4 OR area = 'login' OR open = TRUE")]
    [InlineData("[odd name] = 'x'")]
    [InlineData("user.area = 'pay'")]
    [InlineData("sys.Label = 'bug report'")]
    [InlineData("sys.MessageId = 'id-1' AND sys.CorrelationId = 'correlation-1'")]
    [InlineData("sys.To = 'team' AND sys.ReplyTo = 'sender'")]
    [InlineData("sys.SessionId = 'session-1' AND sys.ReplyToSessionId = 'reply-1'")]
    [InlineData("sys.ContentType = 'text/plain'")]
    [InlineData("1=1")]
    public Task SqlFilter_ThatHolds_LetsThrough(string expression) => ExpectAsync(new SqlRuleFilter(expression), passes: true);

    [Theory]
    [InlineData("severity = 4")]
    [InlineData("area = 'PAY'")]
    [InlineData("severity = '3'")]
    [InlineData("missing = 3")]
    [InlineData("missing <> 3")]
    [InlineData("NOT (missing = 3)")]
    [InlineData("area LIKE 'pa'")]
    [InlineData("area IN ('login')")]
    [InlineData("sys.Label = 'bug'")]
    [InlineData("EXISTS(missing)")]
    [InlineData("1=0")]
    public Task SqlFilter_ThatDoesNotHold_LetsNothingThrough(string expression) => ExpectAsync(new SqlRuleFilter(expression), passes: false);

    public static TheoryData<string, CorrelationRuleFilter, bool> Correlations => new()
    {
        { "subject", new CorrelationRuleFilter { Subject = "bug report" }, true },
        { "other subject", new CorrelationRuleFilter { Subject = "bug" }, false },
        { "subject in other case", new CorrelationRuleFilter { Subject = "Bug Report" }, false },
        { "message id", new CorrelationRuleFilter { MessageId = "id-1" }, true },
        { "correlation id", new CorrelationRuleFilter { CorrelationId = "correlation-1" }, true },
        { "to and reply to", new CorrelationRuleFilter { To = "team", ReplyTo = "sender" }, true },
        { "sessions", new CorrelationRuleFilter { SessionId = "session-1", ReplyToSessionId = "reply-1" }, true },
        { "content type", new CorrelationRuleFilter { ContentType = "text/plain" }, true },
        { "property", new CorrelationRuleFilter { ApplicationProperties = { ["area"] = "pay" } }, true },
        { "number", new CorrelationRuleFilter { ApplicationProperties = { ["severity"] = 3 } }, true },
        { "number as text", new CorrelationRuleFilter { ApplicationProperties = { ["severity"] = "3" } }, false },
        { "missing property", new CorrelationRuleFilter { ApplicationProperties = { ["missing"] = "pay" } }, false },
        { "one of two", new CorrelationRuleFilter { Subject = "bug report", ApplicationProperties = { ["area"] = "login" } }, false },
    };

    [Theory]
    [MemberData(nameof(Correlations), DisableDiscoveryEnumeration = true)]
    public Task CorrelationFilter_OfConditions_HoldsWhenAllDo(string what, CorrelationRuleFilter filter, bool passes)
    {
        TestContext.Current.SendDiagnosticMessage(what);
        return ExpectAsync(filter, passes);
    }

    [Fact]
    public Task TrueFilter_LetsEverythingThrough() => ExpectAsync(new TrueRuleFilter(), passes: true);

    [Fact]
    public Task FalseFilter_LetsNothingThrough() => ExpectAsync(new FalseRuleFilter(), passes: false);

    [Fact]
    public async Task SqlFilter_WithParameters_TakesTheirValues()
    {
        var filter = new SqlRuleFilter("severity >= @least AND area = @area") { Parameters = { ["@least"] = 2, ["@area"] = "pay" } };
        await ExpectAsync(filter, passes: true);
    }

    [Fact]
    public async Task Action_SetsAndRemovesProperties()
    {
        var message = await ActedAsync("SET area = 'login'; SET added = 7; REMOVE ratio");
        Assert.Equal(("login", 7L), (message.ApplicationProperties["area"], Convert.ToInt64(message.ApplicationProperties["added"], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.DoesNotContain("ratio", message.ApplicationProperties.Keys);
        Assert.Equal(("the body", 3), (message.Body.ToString(), message.ApplicationProperties["severity"]));
    }

    [Fact]
    public async Task Action_SetsSystemProperties()
    {
        var message = await ActedAsync("SET sys.Label = 'urgent'; SET sys.To = area; SET sys.CorrelationId = 'other'");
        Assert.Equal(("urgent", "pay", "other", "sender"), (message.Subject, message.To, message.CorrelationId, message.ReplyTo));
    }

    [Fact]
    public async Task Action_NamesItsRule() => Assert.Equal("rule", (await ActedAsync("SET added = 1")).ApplicationProperties["RuleName"]);

    [Fact]
    public async Task Rules_WithoutActions_MakeOneCopyTogether()
    {
        var (topic, subscription) = await WithRulesAsync(new CreateRuleOptions("one", new SqlRuleFilter("severity = 3")), new CreateRuleOptions("two", new SqlRuleFilter("area = 'pay'")));
        await SendAsync(topic, Sample);
        await using var receiver = Client.CreateReceiver(topic, subscription);
        Assert.DoesNotContain("RuleName", (await ReceiveAsync(receiver)).ApplicationProperties.Keys);
        await ExpectNothingAsync(receiver);
    }

    [Fact]
    public async Task Rules_WithActions_MakeACopyEach()
    {
        var (topic, subscription) = await WithRulesAsync(
            new CreateRuleOptions("one", new SqlRuleFilter("severity = 3")) { Action = new SqlRuleAction("SET step = 1") },
            new CreateRuleOptions("two", new SqlRuleFilter("area = 'pay'")) { Action = new SqlRuleAction("SET step = 2") },
            new CreateRuleOptions("three", new SqlRuleFilter("area = 'login'")) { Action = new SqlRuleAction("SET step = 3") });
        await SendAsync(topic, Sample);
        await using var receiver = Client.CreateReceiver(topic, subscription);
        Assert.Equal(["one", "two"], (await ReceiveAsync(receiver, 2)).Select(message => (string)message.ApplicationProperties["RuleName"]).Order(StringComparer.Ordinal));
        await ExpectNothingAsync(receiver);
    }

    [Fact]
    public async Task Action_OfOneSubscription_LeavesTheOthersCopy()
    {
        var topic = await Space.TopicAsync();
        var acting = await Space.SubscriptionAsync(topic, new CreateRuleOptions("rule", new TrueRuleFilter()) { Action = new SqlRuleAction("SET area = 'changed'") });
        var plain = await Space.SubscriptionAsync(topic);
        await SendAsync(topic, Sample);
        await using var one = Client.CreateReceiver(topic, acting);
        await using var other = Client.CreateReceiver(topic, plain);
        Assert.Equal(("changed", "pay"), ((await ReceiveAsync(one)).ApplicationProperties["area"], (await ReceiveAsync(other)).ApplicationProperties["area"]));
    }

    private async Task ExpectAsync(RuleFilter filter, bool passes)
    {
        var topic = await Space.TopicAsync();
        var subscription = await Space.SubscriptionAsync(topic, new CreateRuleOptions("rule", filter));
        await SendAsync(topic, Sample);
        await using var receiver = Client.CreateReceiver(topic, subscription);
        Assert.Equal(passes, await receiver.PeekMessageAsync(0, Cancel) is not null);
    }

    private async Task<ServiceBusReceivedMessage> ActedAsync(string action)
    {
        var topic = await Space.TopicAsync();
        var subscription = await Space.SubscriptionAsync(topic, new CreateRuleOptions("rule", new TrueRuleFilter()) { Action = new SqlRuleAction(action) });
        await SendAsync(topic, Sample);
        await using var receiver = Client.CreateReceiver(topic, subscription);
        return await ReceiveAsync(receiver);
    }

    private async Task<(string Topic, string Subscription)> WithRulesAsync(params CreateRuleOptions[] rules)
    {
        var topic = await Space.TopicAsync();
        var subscription = await Space.SubscriptionAsync(topic, rules[0]);
        foreach (var rule in rules[1..])
            await Space.Administration.CreateRuleAsync(topic, subscription, rule, Cancel);
        return (topic, subscription);
    }
}
