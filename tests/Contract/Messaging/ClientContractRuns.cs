using Router.Broker;
using Router.Contract.Broker;

namespace Router.Contract.Messaging;

/// <summary>The suite on the local broker, one of its own for each test.</summary>
public sealed class LocalBrokerClientTests : ClientContract
{
    private BrokerServer? broker;

    public override ServiceBusEndpoint Endpoint => Brokers.EndpointOf(broker!);

    public override async ValueTask InitializeAsync()
    {
        broker = await Brokers.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await broker!.DisposeAsync();
    }
}

/// <summary>The same suite on a real namespace, when <see cref="ServiceBusEndpoint.Variable"/> names one.</summary>
[Collection("one real namespace")]
public sealed class NamespaceClientTests : ClientContract
{
    public override ServiceBusEndpoint Endpoint => ServiceBusEndpoint.FromEnvironment()!;

    public override async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(ServiceBusEndpoint.FromEnvironment() is null, $"{ServiceBusEndpoint.Variable} names no namespace.");
        await base.InitializeAsync();
    }
}
