using Microsoft.Extensions.Time.Testing;
using Router.Broker;

namespace Router.Contract.Broker;

/// <summary>What the passing of time does, on a clock that the test moves.</summary>
public sealed class BrokerClockTests : IAsyncLifetime
{
    // Whole seconds: AMQP timestamps are rounded to milliseconds.
    private readonly FakeTimeProvider clock = new(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));
    private BrokerServer? broker;
    private ServiceBusDriver? driver;

    public async ValueTask InitializeAsync()
    {
        broker = await Brokers.StartAsync(clock);
        driver = await ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await driver!.DisposeAsync();
        await broker!.DisposeAsync();
    }

    [Fact]
    public async Task Lock_OfClosedLink_HoldsUntilItExpires()
    {
        await driver!.SendAsync(ContractQueues.Plain, TestMessages.Text("one"));
        var first = driver.Receiver(ContractQueues.Plain);
        await driver.ReceiveAsync(first);
        await first.CloseAsync();
        Assert.Equal((0, 1), await DepthAsync());
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal((0, 1), await DepthAsync());
        clock.Advance(TimeSpan.FromSeconds(1));
        var again = await driver.ReceiveAsync(driver.Receiver(ContractQueues.Plain));
        Assert.Equal(1u, again.Header.DeliveryCount);
    }

    [Fact]
    public async Task Lock_WhenItExpires_RedeliversToWaitingReceiver()
    {
        await driver!.SendAsync(ContractQueues.Plain, TestMessages.Text("one"));
        await driver.ReceiveAsync(driver.Receiver(ContractQueues.Plain));
        var waiting = driver.Receiver(ContractQueues.Plain, credit: 1);
        Assert.Equal((0, 1), await DepthAsync());
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("one", (await waiting.ReceiveAsync(ServiceBusDriver.Patience)).Id());
    }

    [Fact]
    public async Task Scheduled_WhenDue_IsDeliveredToWaitingReceiver()
    {
        var waiting = driver!.Receiver(ContractQueues.Plain, credit: 1);
        await driver.SendAsync(ContractQueues.Plain, TestMessages.Text("later").ScheduledFor(clock.GetUtcNow().AddMinutes(4)));
        clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal("later", (await waiting.ReceiveAsync(ServiceBusDriver.Patience)).Id());
    }

    [Fact]
    public async Task TimeToLive_WhenOver_DeadLetters()
    {
        await using (var sender = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker!), ContractQueues.Short))
            await sender.SendAsync(ContractQueues.Short, TestMessages.Text("old"));
        clock.Advance(TimeSpan.FromHours(1));
        await using var other = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker!), ContractQueues.Short);
        var dead = await other.ReceiveAsync(other.Receiver(ContractQueues.Short + "/$DeadLetterQueue"));
        Assert.Equal("TTLExpiredException", dead.ApplicationProperties["DeadLetterReason"]);
    }

    [Fact]
    public async Task Token_WhenItExpires_DetachesTheLink()
    {
        var endpoint = Brokers.EndpointOf(broker!);
        await using var brief = await ServiceBusDriver.ConnectAsync(endpoint);
        await brief.PutTokenAsync(ContractQueues.Plain, brief.Token(ContractQueues.Plain, expires: clock.GetUtcNow().AddMinutes(5)));
        var sender = brief.Sender(ContractQueues.Plain);
        await sender.SendAsync(TestMessages.Text("in time"), ServiceBusDriver.Patience);
        var closed = new TaskCompletionSource<string>();
        sender.Closed += (_, error) => closed.TrySetResult(error?.Condition.ToString() ?? "no error");
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("amqp:unauthorized-access", await closed.Task.WaitAsync(ServiceBusDriver.Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Link_WithoutTrafficForTenMinutes_IsDetachedAndNoOther()
    {
        await driver!.PutTokenAsync(ContractQueues.Other, driver.Token(ContractQueues.Other));
        var (idle, busy) = (driver.Sender(ContractQueues.Plain), driver.Sender(ContractQueues.Plain));
        var waiting = driver.Receiver(ContractQueues.Other, credit: 5);
        await idle.SendAsync(TestMessages.Text("one"), ServiceBusDriver.Patience);
        await busy.SendAsync(TestMessages.Text("two"), ServiceBusDriver.Patience);
        var (detached, lost) = (ClosedOf(idle), ClosedOf(waiting));
        for (var minute = 0; minute < 9; minute++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await busy.SendAsync(TestMessages.Text($"{minute}"), ServiceBusDriver.Patience);
        }

        Assert.False(detached.IsCompleted || lost.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("amqp:link:detach-forced", await detached.WaitAsync(ServiceBusDriver.Patience, TestContext.Current.CancellationToken));
        Assert.Equal("amqp:link:detach-forced", await lost.WaitAsync(ServiceBusDriver.Patience, TestContext.Current.CancellationToken));
        await busy.SendAsync(TestMessages.Text("still here"), ServiceBusDriver.Patience);
    }

    [Fact]
    public async Task Connection_WithoutLinks_IsClosedAfterFiveMinutes()
    {
        await driver!.SendAsync(ContractQueues.Plain, TestMessages.Text("one"));
        var closed = ClosedOf(driver.Connection);
        clock.Advance(TimeSpan.FromMinutes(4));
        await driver.SendAsync(ContractQueues.Plain, TestMessages.Text("two"));
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("amqp:connection:forced", await closed.WaitAsync(ServiceBusDriver.Patience, TestContext.Current.CancellationToken));
    }

    private static Task<string> ClosedOf(Amqp.IAmqpObject thing)
    {
        var closed = new TaskCompletionSource<string>();
        thing.Closed += (_, error) => closed.TrySetResult(error?.Condition.ToString() ?? "no error");
        return closed.Task;
    }

    private Task<ServiceBusDriver> ConnectAsync() => ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker!), ContractQueues.Plain);

    private async Task<(int Active, int Locked)> DepthAsync()
    {
        var mailbox = broker!.Entities.Single(entity => entity.Path == ContractQueues.Plain);
        var counts = await mailbox.AskAsync(() => mailbox.Engine.Counts);
        return (counts.Active, counts.Locked);
    }
}
