using Router.Broker.Configuration;

namespace Router.Contract.Entities;

public sealed class EmulatorConfigTests
{
    [Fact]
    public void Queues_OfShippedConfig_AreThoseOfTheWay()
    {
        var queues = EmulatorConfig.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Config.json"))).Queues();
        Assert.Equal(["triage", "doing", "building", "fixing", "outgoing", "leaving", "mailbox", "facts"], queues.Select(queue => queue.Path));
        Assert.All(queues, queue => Assert.Equal(
            (TimeSpan.FromMinutes(1), 10, true, TimeSpan.FromMinutes(10)),
            (queue.LockDuration, queue.MaxDeliveryCount, queue.DetectsDuplicates, queue.DuplicateWindow)));
    }

    [Theory]
    [InlineData("""{"Name":"odd","Properties":{"LockDuration":"a minute"}}""", "odd")]
    [InlineData("""{"Name":"odd","Properties":{"AutoDeleteOnIdle":"PT5M"}}""", "AutoDeleteOnIdle")]
    [InlineData("""{"Name":"odd","Properties":{"ForwardTo":"nowhere"}}""", "nowhere")]
    [InlineData("""{"Name":"odd","Properties":{"ForwardTo":"odd"}}""", "circle")]
    [InlineData("""{"Name":"odd","Properties":{"ForwardDeadLetteredMessagesTo":"odd"}}""", "dead letters")]
    [InlineData("""{"Name":"odd","Properties":{"ForwardTo":"b"}},{"Name":"b","Properties":{"ForwardTo":"odd"}}""", "circle")]
    [InlineData("""{"Name":"odd","Properties":{"RequiresSession":true,"ForwardTo":"b"}},{"Name":"b"}""", "sessions")]
    [InlineData("""{"Name":"1","Properties":{"ForwardTo":"2"}},{"Name":"2","Properties":{"ForwardTo":"3"}},{"Name":"3","Properties":{"ForwardTo":"4"}},{"Name":"4","Properties":{"ForwardTo":"5"}},{"Name":"5","Properties":{"ForwardTo":"6"}},{"Name":"6"}""", "4 times")]
    public void Queues_ThatCanNotBeKept_StopTheStartAndAreNamed(string queues, string named) => 
        ExpectRefusal("""{"UserConfig":{"Namespaces":[{"Queues":[""" + queues + "]}]}}", named);

    [Theory]
    [InlineData("""{"FilterType":"Sql","SqlFilter":{"SqlExpression":"a + 1 = 2"}}""", "+")]
    [InlineData("""{"FilterType":"Sql"}""", "Sql")]
    [InlineData("""{"FilterType":"Sql","SqlFilter":{"SqlExpression":"1=1"},"Action":{"SqlExpression":"SET sys.Size = 1"}}""", "sys.Size")]
    [InlineData("""{"FilterType":"Boolean"}""", "Boolean")]
    [InlineData("""{"FilterType":"Correlation","CorrelationFilter":{"Subject":"x"}}""", "Subject")]
    public void Rules_ThatCanNotBeKept_StopTheStartAndAreNamed(string rule, string named) =>
        ExpectRefusal("""{"UserConfig":{"Namespaces":[{"Topics":[{"Name":"t","Subscriptions":[{"Name":"s","Rules":[{"Name":"odd","Properties":""" + rule + "}]}]}]}]}}", named, "odd");

    [Fact]
    public void Config_OfTheEmulatorItself_IsTaken()
    {
        // As the emulator's installer ships it: empty forwards, the log's kind.
        const string json = """
            {"UserConfig":{"Namespaces":[{"Name":"sbemulatorns","Queues":[{"Name":"queue.1","Properties":{"DeadLetteringOnMessageExpiration":false,
            "DefaultMessageTimeToLive":"PT1H","DuplicateDetectionHistoryTimeWindow":"PT20S","ForwardDeadLetteredMessagesTo":"","ForwardTo":"","LockDuration":"PT1M",
            "MaxDeliveryCount":3,"RequiresDuplicateDetection":false,"RequiresSession":false}}],
            "Topics":[{"Name":"topic.1","Properties":{"DefaultMessageTimeToLive":"PT1H","DuplicateDetectionHistoryTimeWindow":"PT20S","RequiresDuplicateDetection":false},
            "Subscriptions":[{"Name":"subscription.1","Properties":{"DeadLetteringOnMessageExpiration":false,"DefaultMessageTimeToLive":"PT1H","LockDuration":"PT1M","MaxDeliveryCount":3,
            "ForwardDeadLetteredMessagesTo":"","ForwardTo":"","RequiresSession":false},
            "Rules":[{"Name":"app-prop-filter-1","Properties":{"FilterType":"Correlation","CorrelationFilter":{"ContentType":"application/text","CorrelationId":"id1","Label":"subject1",
            "MessageId":"msgid1","ReplyTo":"someQueue","ReplyToSessionId":"sessionId","SessionId":"session1","To":"xyz"}}}]}]}]}],"Logging":{"Type":"File"}}}
            """;
        var config = EmulatorConfig.Parse(json);
        ForwardingRules.Check(config.Queues(), config.Topics());
        Assert.Null(Assert.Single(config.Queues()).ForwardTo);
        Assert.Single(Assert.Single(Assert.Single(config.Topics()).Subscriptions).Rules);
    }

    private static void ExpectRefusal(string json, params string[] named)
    {
        var config = EmulatorConfig.Parse(json);
        var refused = Assert.Throws<FormatException>(() => ForwardingRules.Check(config.Queues(), config.Topics()));
        Assert.All(named, name => Assert.Contains(name, refused.Message, StringComparison.Ordinal));
    }
}
