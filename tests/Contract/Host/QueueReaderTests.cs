using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Messaging.ServiceBus;
using Router.Broker;
using Router.Contract.Broker;

namespace Router.Contract.Host;

/// <summary>The host's reader of queues on the local broker: what the Service Bus extension does with a queue, message by message.</summary>
public sealed class QueueReaderTests : IAsyncLifetime
{
    private const string Queue = ContractQueues.Plain;

    private readonly ListeningHost host = new();
    private BrokerServer broker = null!;
    private ServiceBusDriver sender = null!;

    public ValueTask InitializeAsync() => StartBrokerAsync(Brokers.Options);

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await sender.DisposeAsync();
        await broker.DisposeAsync();
    }

    [Fact]
    public async Task Message_HandledWell_IsCompleted()
    {
        await ListenAsync();
        await SendAsync(1);

        (await host.NextCallAsync()).Succeed();
        await host.StopAsync();

        Assert.Equal((0, 0, 0), await DepthAsync());
    }

    [Fact]
    public async Task Message_Delivered_WithWhatTheBrokerKnowsOfIt()
    {
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-5);
        var message = TestMessages.Text("id-1", "the body");
        message.Properties.Subject = "subject";
        message.Properties.CorrelationId = "correlation";
        message.Properties.ContentType = "application/json";
        message.ApplicationProperties = new Amqp.Framing.ApplicationProperties { ["attempt"] = 3, ["tenant"] = "acme" };
        await ListenAsync();
        await sender.SendAsync(Queue, message);

        var call = await host.NextCallAsync();

        var received = call.Message;
        Assert.Equal("the body", received.Body.ToString());
        Assert.Equal(("id-1", "subject", "correlation", "application/json", 1), (received.MessageId, received.Subject, received.CorrelationId, received.ContentType, received.DeliveryCount));
        Assert.Equal((3, "acme"), (received.ApplicationProperties["attempt"], received.ApplicationProperties["tenant"]));
        Assert.True(received.SequenceNumber > 0);
        Assert.True(received.EnqueuedTime > before);
        call.Succeed();
    }

    [Fact]
    public async Task Message_FailedEachTime_ComesAtOnceAndIsDeadLetteredAfterMaxDeliveryCount()
    {
        await ListenAsync();
        await SendAsync(1);
        for (var delivery = 1; delivery <= 3; delivery++)
        {
            var call = await host.NextCallAsync();
            Assert.Equal(delivery, call.Message.DeliveryCount);
            call.Fail();
        }

        await host.StopAsync();

        Assert.Equal((0, 0, 1), await DepthAsync());
    }

    [Fact]
    public async Task Messages_MoreThanMaxConcurrentCalls_StayInTheQueue()
    {
        await ListenAsync(concurrency: 2);
        await SendAsync(5);
        var first = await host.NextCallAsync();
        var second = await host.NextCallAsync();

        Assert.Equal((3, 2, 0), await DepthAsync());

        first.Succeed();
        second.Succeed();
        foreach (var _ in (int[])[3, 4, 5])
        {
            (await host.NextCallAsync()).Succeed();
        }

        await host.StopAsync();
        Assert.Equal((0, 0, 0), await DepthAsync());
    }

    [Fact]
    public async Task Lock_OfALongCall_IsRenewed()
    {
        await UseShortLocksAsync();
        await ListenAsync(concurrency: 2);
        await SendAsync(1);
        var call = await host.NextCallAsync();

        await Assert.ThrowsAsync<TimeoutException>(() => host.NextCallAsync(TimeSpan.FromSeconds(8)));

        call.Succeed();
        await host.StopAsync();
        Assert.Equal((0, 0, 0), await DepthAsync());
    }

    [Fact]
    public async Task Lock_OfACallLongerThanTheRenewal_IsLost()
    {
        await UseShortLocksAsync();
        await ListenAsync(concurrency: 2, longestRenewal: TimeSpan.FromSeconds(1));
        await SendAsync(1);
        var call = await host.NextCallAsync();

        var again = await host.NextCallAsync();

        Assert.Equal(2, again.Message.DeliveryCount);
        call.Succeed();
        await host.Lines.WaitForAsync("could not be settled");
        again.Succeed();
        await host.StopAsync();
        Assert.Equal((0, 0, 0), await DepthAsync());
    }

    [Fact]
    public async Task Stop_WithACallInFlight_SettlesItFirstAndLeavesTheRestAlone()
    {
        await ListenAsync();
        await SendAsync(3);
        var call = await host.NextCallAsync();

        var stopping = host.StopAsync();
        Assert.False(stopping.IsCompleted);
        call.Succeed();
        await stopping;

        Assert.Equal((2, 0, 0), await DepthAsync());
    }

    [Theory]
    [InlineData("detach-forced")]
    [InlineData("expire-tokens")]
    [InlineData("drop-connections")]
    public async Task Fault_BetweenTwoMessages_TheSecondIsTakenToo(string fault)
    {
        await ListenAsync();
        await SendAsync(1);
        (await host.NextCallAsync()).Succeed();
        broker.Inject(fault);
        await using var other = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker), Queue);
        await other.SendAsync(Queue, TestMessages.Text("second"));

        (await host.NextCallAsync()).Succeed();

        await host.StopAsync();
        Assert.True(broker.InjectedFaults[fault] > 0);
    }

    [Fact]
    public async Task Broker_AwayAndBack_IsListenedToWithinSeconds()
    {
        await ListenAsync();
        await SendAsync(1);
        (await host.NextCallAsync()).Succeed();
        var port = broker.Port;
        await sender.DisposeAsync();
        await broker.DisposeAsync();
        await RefuseAsync(port, times: 3);

        await StartBrokerAsync(Brokers.Options with { Port = port });
        var back = Stopwatch.GetTimestamp();
        await SendAsync(1);
        (await host.NextCallAsync()).Succeed();

        var taken = Stopwatch.GetElapsedTime(back);
        TestContext.Current.TestOutputHelper?.WriteLine($"Back after {taken.TotalMilliseconds:0} ms.");
        Assert.InRange(taken, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Connection_Silent_IsGivenUpWithinSeconds()
    {
        await using var relay = new SilencingRelay(broker.Port);
        await host.ListenAsync(Brokers.EndpointOf(broker) with { Port = relay.Port }, Queue, idle: TimeSpan.FromSeconds(3));
        await SendAsync(1);
        (await host.NextCallAsync()).Succeed();

        await relay.SilenceAsync();
        var silent = Stopwatch.GetTimestamp();
        await SendAsync(1);
        (await host.NextCallAsync()).Succeed();

        TestContext.Current.TestOutputHelper?.WriteLine($"Given up after {Stopwatch.GetElapsedTime(silent).TotalSeconds:0.0} s.");
        Assert.InRange(Stopwatch.GetElapsedTime(silent), TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData(Queue, "wrong")]
    [InlineData("no-such-queue", null)]
    public async Task Listen_WrongKeyOrQueue_IsSaid(string queue, string? key)
    {
        var endpoint = Brokers.EndpointOf(broker);

        await host.ListenAsync(endpoint with { Key = key ?? endpoint.Key }, queue, retries: 1);

        var said = await host.Lines.WaitForAsync($"Queue {queue}, {nameof(ServiceBusErrorSource.Receive)}: ");
        Assert.NotNull(said);
    }

    private async ValueTask StartBrokerAsync(BrokerOptions options)
    {
        broker = await BrokerServer.StartAsync(options);
        sender = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker), Queue);
    }

    /// <summary>Lets somebody come so often in vain.</summary>
    private static async Task RefuseAsync(int port, int times)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        for (var time = 0; time < times; time++)
        {
            using var refused = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        }
    }

    private async Task UseShortLocksAsync()
    {
        await sender.DisposeAsync();
        await broker.DisposeAsync();
        await StartBrokerAsync(Brokers.Options with { ConfigJson = ContractQueues.ConfigJson.Replace("PT1M", "PT5S", StringComparison.Ordinal) });
    }

    private Task ListenAsync(int concurrency = 1, TimeSpan? longestRenewal = null, TimeSpan? idle = null) =>
        host.ListenAsync(Brokers.EndpointOf(broker), Queue, concurrency, longestRenewal, idle);

    private Task SendAsync(int count) => sender.SendAsync(Queue, [.. Enumerable.Range(1, count).Select(number => TestMessages.Text($"m{number}"))]);

    private async Task<(int Active, int Locked, int Dead)> DepthAsync()
    {
        var depths = (await broker.DepthsAsync())[Queue];
        return (depths.Active, depths.Locked, depths.DeadLettered);
    }
}
