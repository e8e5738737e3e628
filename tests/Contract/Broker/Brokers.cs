using Router.Broker;

namespace Router.Contract.Broker;

internal static class Brokers
{
    public static BrokerOptions Options => new() { Port = 0, ConfigJson = ContractQueues.ConfigJson };

    public static async Task<BrokerServer> StartAsync(TimeProvider? clock = null, string? data = null)
    {
        var broker = await BrokerServer.StartAsync(Options with { Clock = clock ?? TimeProvider.System, DataDirectory = data });
        broker.CommandFailed += (entity, exception) => TestContext.Current.SendDiagnosticMessage($"{entity}: {exception}");
        return broker;
    }

    public static ServiceBusEndpoint EndpointOf(BrokerServer broker) =>
        new("127.0.0.1", broker.Port, false, Options.KeyName, Options.Key);
}
