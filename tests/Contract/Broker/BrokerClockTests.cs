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
        await driver.SendAsync(ContractQueues.Plain, TestMessages.Text("later").ScheduledFor(clock.GetUtcNow().AddHours(1)));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("later", (await waiting.ReceiveAsync(ServiceBusDriver.Patience)).Id());
    }

    [Fact]
    public async Task TimeToLive_WhenOver_DeadLetters()
    {
        await using var other = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker!), ContractQueues.Short);
        await other.SendAsync(ContractQueues.Short, TestMessages.Text("old"));
        clock.Advance(TimeSpan.FromHours(1));
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

    private Task<ServiceBusDriver> ConnectAsync() => ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker!), ContractQueues.Plain);

    private async Task<(int Active, int Locked)> DepthAsync()
    {
        var mailbox = broker!.Entities.Single(entity => entity.Path == ContractQueues.Plain);
        var counts = await mailbox.AskAsync(() => mailbox.Engine.Counts);
        return (counts.Active, counts.Locked);
    }
}
