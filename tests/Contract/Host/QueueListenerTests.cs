using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Router.Broker;
using Router.Contract.Broker;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Queues;
using Router.FunctionsHost.Queues.Amqp;
using Router.Unit.Messaging.ServiceBus;

namespace Router.Contract.Host;

/// <summary>The host's pump on the local broker: what the Service Bus extension does with a queue, message by message.</summary>
public sealed class QueueListenerTests : IAsyncLifetime
{
    private const string Queue = ContractQueues.Plain;

    // Lock and renewal: a minute, asked for again ten seconds before its end.
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(50);
    private readonly WatchedClock clock = new(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()), wait => wait == Renewal);
    private readonly Channel<TaskCompletionSource<bool>> calls = Channel.CreateUnbounded<TaskCompletionSource<bool>>();
    private readonly CancellationTokenSource stop = new();
    private BrokerServer broker = null!;
    private ServiceBusDriver sender = null!;
    private QueueListener listener = null!;
    private Task running = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        broker = await Brokers.StartAsync(clock);
        sender = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker), Queue);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        while (calls.Reader.TryRead(out var open))
        {
            open.TrySetResult(false);
        }

        await running;
        listener.Dispose();
        stop.Dispose();
        await sender.DisposeAsync();
        await broker.DisposeAsync();
    }

    [Fact]
    public async Task Message_HandledWell_IsCompleted()
    {
        Listen();
        await SendAsync(1);

        (await NextCallAsync()).SetResult(true);
        await StopAsync();

        Assert.Equal((0, 0, 0), await DepthAsync());
    }

    [Fact]
    public async Task Message_FailedEachTime_IsDeadLetteredAfterMaxDeliveryCount()
    {
        Listen();
        await SendAsync(1);
        for (var delivery = 1; delivery <= 3; delivery++)
        {
            (await NextCallAsync()).SetResult(false);
        }

        await StopAsync();

        Assert.Equal((0, 0, 1), await DepthAsync());
        var dead = await sender.ReceiveAsync(await DeadLettersAsync());
        Assert.Equal("MaxDeliveryCountExceeded", dead.ApplicationProperties["DeadLetterReason"]);
        Assert.False(calls.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Messages_MoreThanMaxConcurrentCalls_StayInTheQueue()
    {
        Listen(concurrency: 2);
        await SendAsync(5);
        var first = await NextCallAsync();
        var second = await NextCallAsync();

        Assert.Equal((3, 2, 0), await DepthAsync());

        first.SetResult(true);
        second.SetResult(true);
        foreach (var _ in (int[])[3, 4, 5])
        {
            (await NextCallAsync()).SetResult(true);
        }

        await StopAsync();
        Assert.Equal((0, 0, 0), await DepthAsync());
    }

    [Fact]
    public async Task Lock_OfALongCall_IsRenewedUpToTheLimitAndThenLost()
    {
        Listen(concurrency: 2, longestRenewal: TimeSpan.FromMinutes(3));
        await SendAsync(1);
        var call = await NextCallAsync();
        for (var renewal = 1; renewal <= 3; renewal++)
        {
            await clock.SeeWaitsAsync(1);
            clock.Advance(Renewal);
        }

        // 150 s: renewed for the third time, until 210 s. The next renewal would come at 200 s, after the limit.
        await LockedUntilAsync(TimeSpan.FromSeconds(60));
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal((0, 1, 0), await DepthAsync());
        clock.Advance(TimeSpan.FromSeconds(1));
        var again = await NextCallAsync();

        call.SetResult(true);
        again.SetResult(true);
        await StopAsync();
        Assert.Equal((0, 0, 0), await DepthAsync());
    }

    [Fact]
    public async Task Stop_WithACallInFlight_SettlesItFirst()
    {
        Listen();
        await SendAsync(1);
        var call = await NextCallAsync();

        await stop.CancelAsync();
        Assert.False(running.IsCompleted);
        call.SetResult(true);
        await running;

        Assert.Equal((0, 0, 0), await DepthAsync());
    }

    [Theory]
    [InlineData("detach-forced")]
    [InlineData("expire-tokens")]
    [InlineData("drop-connections")]
    public async Task Fault_BetweenTwoMessages_TheSecondIsTakenToo(string fault)
    {
        Listen(time: TimeProvider.System);
        await SendAsync(1);
        (await NextCallAsync()).SetResult(true);
        broker.Inject(fault);
        await using var other = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker), Queue);
        await other.SendAsync(Queue, TestMessages.Text("second"));

        (await NextCallAsync()).SetResult(true);

        await StopAsync();
        Assert.True(broker.InjectedFaults[fault] > 0);
    }

    private void Listen(int concurrency = 1, TimeSpan? longestRenewal = null, TimeProvider? time = null)
    {
        var endpoint = Brokers.EndpointOf(broker);
        var connector = new AmqpQueueConnector(new ServiceBusConnectionString(endpoint.Host, endpoint.Port, true, endpoint.KeyName, endpoint.Key), time ?? clock);
        listener = new QueueListener(
            new FunctionDefinition.Queue("F", "message", Queue, "ServiceBus", QueueDataType.Binary),
            connector,
            CallAsync,
            new HostConfiguration { Handler = new HandlerDescription("none", [], ""), MaxConcurrentCalls = concurrency, MaxAutoLockRenewal = longestRenewal ?? TimeSpan.FromMinutes(5) },
            time ?? clock,
            NullLogger<QueueListener>.Instance);
        running = listener.RunAsync(stop.Token);
    }

    private Task<bool> CallAsync(string function, byte[] payload)
    {
        var call = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        calls.Writer.TryWrite(call);
        return call.Task;
    }

    private Task<TaskCompletionSource<bool>> NextCallAsync() =>
        calls.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(ServiceBusDriver.Patience, TestContext.Current.CancellationToken);

    private Task SendAsync(int count) => sender.SendAsync(Queue, [.. Enumerable.Range(1, count).Select(number => TestMessages.Text($"m{number}"))]);

    private async Task StopAsync()
    {
        await stop.CancelAsync();
        await running;
    }

    private async Task<Amqp.ReceiverLink> DeadLettersAsync()
    {
        await sender.PutTokenAsync($"{Queue}/$DeadLetterQueue", sender.Token($"{Queue}/$DeadLetterQueue"));
        return sender.Receiver($"{Queue}/$DeadLetterQueue");
    }

    /// <summary>Returns when the broker has heard of the renewal: its answer is on its way while the test goes on.</summary>
    private async Task LockedUntilAsync(TimeSpan left)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while ((await sender.PeekAsync(Queue)).Single().MessageAnnotations[new Amqp.Types.Symbol("x-opt-locked-until")] is not DateTime until
            || until < clock.GetUtcNow().UtcDateTime + left)
        {
            await tick.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    private async Task<(int Active, int Locked, int Dead)> DepthAsync()
    {
        var depths = (await broker.DepthsAsync())[Queue];
        return (depths.Active, depths.Locked, depths.DeadLettered);
    }
}
