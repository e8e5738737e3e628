using Microsoft.Extensions.Time.Testing;
using Router.Broker;

namespace Router.Contract.Broker.DotNet;

/// <summary>For what takes time: a broker of its own whose clock is turned, or a namespace at which one waits.</summary>
public sealed class AgingNamespace : ServiceBusNamespace
{
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());

    public DateTimeOffset Now => IsLocal ? clock.GetUtcNow() : TimeProvider.System.GetUtcNow();

    public async Task PassAsync(TimeSpan time)
    {
        if (IsLocal)
        {
            clock.Advance(time);
            return;
        }

        using var timer = new PeriodicTimer(time, TimeProvider.System);
        await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }

    protected override Task<BrokerServer> StartAsync() => BrokerServer.StartAsync(SharedBroker.Options with { Clock = clock });

    protected override async Task StopAsync() => await Local!.DisposeAsync();
}
