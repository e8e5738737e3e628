using System.Diagnostics;
using Router.Broker;
using Router.Contract.Broker;
using Router.Messaging;

namespace Router.Contract.Messaging;

/// <summary>How soon a dead broker is noticed, and how soon a returned one is used; measured, with bounds.</summary>
public sealed class ClientOutageTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Queue = ContractQueues.Deduplicating;
    private static readonly TimeSpan ReconnectBound = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BlackHoleBound = TimeSpan.FromSeconds(30);
    private static readonly bool All = Environment.GetEnvironmentVariable("ROUTER_TEST_ALL") == "1";
    private BrokerServer broker = null!;

    public async ValueTask InitializeAsync() => broker = await Brokers.StartAsync();

    public ValueTask DisposeAsync() => broker.DisposeAsync();

    // After eight failures in a row the delay no longer grows; with infra/test.sh --all the outage takes more than a minute.
    [Theory]
    [InlineData("refuse-connections", 8, 60)]
    [InlineData("hang", 2, 20)]
    public async Task Reconnect_AfterALongOutage_WithinFiveSeconds(string fault, int failures, int failuresOfAll)
    {
        await using var client = await Client.StartAsync(Brokers.EndpointOf(broker), Quick);
        await client.SendAsync(Queue, Message("before"));
        var outage = Stopwatch.GetTimestamp();
        broker.Inject(fault);
        if (fault != "hang")
        {
            broker.Inject("drop-connections");
        }

        await client.Measured.ReachAsync("router.messaging.connection.failures", All ? failuresOfAll : failures);
        var took = Stopwatch.GetElapsedTime(outage);
        var returned = Stopwatch.GetTimestamp();
        broker.ClearFaults();
        await client.Measured.ReachAsync("router.messaging.connections", 2);
        await client.SendAsync(Queue, Message("after"));

        var reconnect = Stopwatch.GetElapsedTime(returned);
        output.WriteLine($"{fault} for {took.TotalSeconds:F1} s: the first confirmed send {reconnect.TotalSeconds:F2} s after the broker's return");
        Assert.True(reconnect <= ReconnectBound, $"The first confirmed send came {reconnect.TotalSeconds:F1} s after the broker's return.");
    }

    [Fact]
    public async Task Reconnect_AfterADroppedConnection_WithoutASend()
    {
        await using var client = await Client.StartAsync(Brokers.EndpointOf(broker));
        await client.SendAsync(Queue, Message("before"));
        var (before, dropped) = (broker.ConnectionsSoFar, Stopwatch.GetTimestamp());
        broker.Inject("drop-connections");

        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (broker.ConnectionsSoFar == before && Stopwatch.GetElapsedTime(dropped) < ReconnectBound)
        {
            await tick.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        var reconnect = Stopwatch.GetElapsedTime(dropped);
        output.WriteLine($"dropped connection: the next one after {reconnect.TotalMilliseconds:F0} ms");
        Assert.True(reconnect < ReconnectBound, $"No other connection came within {reconnect.TotalSeconds:F1} s.");
    }

    [Fact]
    public async Task BlackHole_WhileNothingIsSent_IsNoticed()
    {
        await using var client = await Client.StartAsync(Brokers.EndpointOf(broker));
        await client.SendAsync(Queue, Message("before"));
        var hung = Stopwatch.GetTimestamp();
        broker.Inject("hang");

        await client.Measured.ReachAsync("router.messaging.connection.losses", 1);

        var noticed = Stopwatch.GetElapsedTime(hung);
        output.WriteLine($"a black hole noticed after {noticed.TotalSeconds:F1} s");
        Assert.True(noticed <= BlackHoleBound, $"A black hole was noticed after {noticed.TotalSeconds:F1} s.");
    }

    [Fact]
    public async Task BlackHole_WhileSomethingIsSent_IsNoticedByItsDeadline()
    {
        await using var client = await Client.StartAsync(Brokers.EndpointOf(broker), options => options.IdleTimeoutSeconds = 60);
        await client.SendAsync(Queue, Message("before"));
        var hung = Stopwatch.GetTimestamp();
        broker.Inject("hang");

        await client.RefusedAsync(Queue, Message("into it"));
        var failed = Stopwatch.GetElapsedTime(hung);
        await client.Measured.ReachAsync("router.messaging.connection.losses", 1);
        var noticed = Stopwatch.GetElapsedTime(hung);
        broker.ClearFaults();
        await client.Measured.ReachAsync("router.messaging.connections", 2);
        await client.SendAsync(Queue, Message("into it"));

        output.WriteLine($"a send into a black hole fails after {failed.TotalSeconds:F1} s, the connection is given up after {noticed.TotalSeconds:F1} s");
        Assert.True(failed <= TimeSpan.FromSeconds(6) && noticed <= TimeSpan.FromSeconds(10), $"The send failed after {failed}, the connection after {noticed}.");
        Assert.Equal(2, (await broker.DepthsAsync())[Queue].Active);
    }

    [Fact]
    public async Task Reconnect_TriedAgainAndAgain_LeavesNoSocketBehind()
    {
        using var silent = new SilentPeer();
        await using var client = await Client.StartAsync(Brokers.EndpointOf(broker) with { Port = silent.Port }, options => options.ConnectTimeoutSeconds = 1);

        await client.Measured.ReachAsync("router.messaging.connection.failures", 3);

        Assert.Equal(3, await silent.CountClosedAsync(3));
    }

    [Fact]
    public async Task AnIdleButLivingBroker_IsNotTakenForGone()
    {
        await using var client = await Client.StartAsync(Brokers.EndpointOf(broker), Quick);
        await client.SendAsync(Queue, Message("before"));
        using var pause = new PeriodicTimer(TimeSpan.FromSeconds(5));

        await pause.WaitForNextTickAsync(TestContext.Current.CancellationToken);

        Assert.Equal((1L, 0L), (client.Measured.Of("router.messaging.connections"), client.Measured.Of("router.messaging.connection.losses")));
    }

    private static void Quick(MessagingOptions options) => options.IdleTimeoutSeconds = 2;

    private static OutboundMessage Message(string id) => new(id, new MessageEnvelope(MessageNames.TriageRequest, id));
}
