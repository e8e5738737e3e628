using Router.Broker.Configuration;

namespace Router.Contract.Entities;

public sealed class EmulatorConfigTests
{
    [Fact]
    public void Queues_OfShippedConfig_AreThoseOfTheWay()
    {
        var queues = EmulatorConfig.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Config.json"))).Queues();
        Assert.Equal(["triage", "doing", "building", "fixing", "outgoing"], queues.Select(queue => queue.Path));
        Assert.All(queues, queue => Assert.Equal(
            (TimeSpan.FromMinutes(1), 10, true, TimeSpan.FromMinutes(10)),
            (queue.LockDuration, queue.MaxDeliveryCount, queue.DetectsDuplicates, queue.DuplicateWindow)));
    }

    [Fact]
    public void Queues_WithBadDuration_NamesTheQueue()
    {
        const string json = """{"UserConfig":{"Namespaces":[{"Queues":[{"Name":"odd","Properties":{"LockDuration":"a minute"}}]}]}}""";
        Assert.Contains("odd", Assert.Throws<FormatException>(() => EmulatorConfig.Parse(json).Queues()).Message, StringComparison.Ordinal);
    }
}
