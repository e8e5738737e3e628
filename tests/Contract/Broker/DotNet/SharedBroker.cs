using Router.Broker;

namespace Router.Contract.Broker.DotNet;

/// <summary>One local broker for all suites that run at the same time.</summary>
internal static class SharedBroker
{
    private const string ConfigJson = """{"UserConfig":{"Namespaces":[{"Name":"contract","Queues":[],"Topics":[]}]}}""";
    private static readonly SemaphoreSlim Gate = new(1);
    private static BrokerServer? broker;
    private static int users;

    public static BrokerOptions Options => Brokers.Options with { ConfigJson = ConfigJson, HttpPort = 0 };

    public static async Task<BrokerServer> AcquireAsync()
    {
        await Gate.WaitAsync();
        try
        {
            broker ??= await BrokerServer.StartAsync(Options);
            users++;
            return broker;
        }
        finally
        {
            Gate.Release();
        }
    }

    public static async Task ReleaseAsync()
    {
        await Gate.WaitAsync();
        try
        {
            if (--users > 0 || broker is null)
                return;
            await broker.DisposeAsync();
            broker = null;
        }
        finally
        {
            Gate.Release();
        }
    }
}
