using System.Diagnostics;
using Amqp;
using Router.Broker;
using Router.Contract.Broker;
using Router.Contract.Messaging;
using Router.FunctionsHost.Queues;
using Router.FunctionsHost.Queues.Amqp;

namespace Router.Contract.Host;

/// <summary>The Functions host's own reader of queues, on the local broker.</summary>
public sealed class AmqpQueueSourceTests : IAsyncLifetime
{
    private BrokerServer broker = null!;
    private ServiceBusDriver sender = null!;
    private IQueueSource source = null!;

    public async ValueTask InitializeAsync()
    {
        broker = await Brokers.StartAsync();
        sender = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker), ContractQueues.Plain);
        source = await ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await sender.DisposeAsync();
        await broker.DisposeAsync();
    }

    [Fact]
    public async Task Receive_Message_WithWhatTheBrokerKnowsOfIt()
    {
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-5);
        var message = TestMessages.Text("id-1", "the body");
        message.Properties.Subject = "subject";
        message.Properties.CorrelationId = "correlation";
        message.Properties.ContentType = "application/json";
        message.ApplicationProperties = new Amqp.Framing.ApplicationProperties { ["attempt"] = 3, ["tenant"] = "acme" };
        await SendAsync(message);

        var received = await ReceiveAsync();

        Assert.Equal("the body"u8.ToArray(), received.Body.ToArray());
        Assert.Equal(("id-1", "subject", "correlation", "application/json", 1), (received.MessageId, received.Subject, received.CorrelationId, received.ContentType, received.DeliveryCount));
        Assert.Equal((3, "acme"), (received.ApplicationProperties["attempt"], received.ApplicationProperties["tenant"]));
        Assert.NotEqual(Guid.Empty, received.LockToken);
        Assert.True(received.SequenceNumber > 0);
        Assert.InRange(received.LockedUntil - received.EnqueuedTime, TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(65));
        Assert.True(received.EnqueuedTime > before);
    }

    [Fact]
    public async Task Abandon_Message_ComesAtOnceWithAHigherCount()
    {
        await SendAsync(TestMessages.Text("id-1"));

        await source.AbandonAsync(await ReceiveAsync());

        Assert.Equal(2, (await ReceiveAsync()).DeliveryCount);
    }

    [Fact]
    public async Task Complete_Message_MakesRoomForTheNext()
    {
        foreach (var id in (string[])["a", "b", "c", "d"])
        {
            await SendAsync(TestMessages.Text(id));
        }

        // The source may hold two; four come only if completing gives credit back.
        var seen = new List<string?>();
        for (var message = 0; message < 4; message++)
        {
            var received = await ReceiveAsync();
            seen.Add(received.MessageId);
            await source.CompleteAsync(received);
        }

        Assert.Equal(["a", "b", "c", "d"], seen);
    }

    [Fact]
    public async Task RenewLock_LockedMessage_LockedForLonger()
    {
        await SendAsync(TestMessages.Text("id-1"));
        var received = await ReceiveAsync();

        var until = await source.RenewLockAsync(received, TestContext.Current.CancellationToken);

        Assert.InRange(until, received.LockedUntil, received.LockedUntil.AddSeconds(30));
    }

    [Fact]
    public async Task RenewLock_LockLost_Throws()
    {
        await SendAsync(TestMessages.Text("id-1"));
        var received = await ReceiveAsync();
        await source.CompleteAsync(received);

        await Assert.ThrowsAsync<AmqpException>(() => source.RenewLockAsync(received, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Receive_BrokerGone_Throws()
    {
        var receiving = source.ReceiveAsync(TestContext.Current.CancellationToken);

        await broker.DisposeAsync();

        await Assert.ThrowsAsync<AmqpException>(() => receiving);
    }

    [Fact]
    public async Task Receive_BrokerSilent_ThrowsAfterTheIdleTimeout()
    {
        await using var watchful = await new AmqpQueueConnector(
            new ServiceBusConnectionString("127.0.0.1", broker.Port, true, Brokers.Options.KeyName, Brokers.Options.Key), TimeProvider.System) { Idle = TimeSpan.FromSeconds(2) }
            .ConnectAsync(ContractQueues.Plain, 1, TestContext.Current.CancellationToken);
        var hung = Stopwatch.GetTimestamp();
        broker.Inject("hang");

        await Assert.ThrowsAsync<AmqpException>(() => watchful.ReceiveAsync(TestContext.Current.CancellationToken)
            .WaitAsync(ServiceBusDriver.Patience, TestContext.Current.CancellationToken));

        Assert.InRange(Stopwatch.GetElapsedTime(hung), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6));
        broker.ClearFaults();
    }

    [Fact]
    public async Task Connect_BrokerSilent_GivesUpSoonAndLeavesNoSocketBehind()
    {
        using var silent = new SilentPeer();
        var connector = new AmqpQueueConnector(new ServiceBusConnectionString("127.0.0.1", silent.Port, true, "n", "k"), TimeProvider.System);

        await Assert.ThrowsAsync<TimeoutException>(() => connector.ConnectAsync("q", 1, TestContext.Current.CancellationToken));

        Assert.Equal(1, await silent.CountClosedAsync(1));
    }

    [Fact]
    public async Task Dispose_MessagesNotTaken_GivenBackAtOnce()
    {
        await SendAsync(TestMessages.Text("a"));
        await SendAsync(TestMessages.Text("b"));
        var first = await ReceiveAsync();
        // The answer comes after b on the same connection: from here on the source holds it.
        await source.RenewLockAsync(first, TestContext.Current.CancellationToken);
        await source.CompleteAsync(first);
        await source.DisposeAsync();

        source = await ConnectAsync();

        Assert.Equal("b", (await ReceiveAsync()).MessageId);
    }

    [Theory]
    [InlineData("contract-plain", "wrong")]
    [InlineData("no-such-queue", null)]
    public async Task Connect_WrongKeyOrQueue_Throws(string queue, string? key) =>
        await Assert.ThrowsAsync<AmqpException>(() => Connector(key ?? Brokers.Options.Key).ConnectAsync(queue, 1, TestContext.Current.CancellationToken));

    private AmqpQueueConnector Connector(string key) =>
        new(new ServiceBusConnectionString("127.0.0.1", broker.Port, true, Brokers.Options.KeyName, key), TimeProvider.System);

    private Task<IQueueSource> ConnectAsync() => Connector(Brokers.Options.Key).ConnectAsync(ContractQueues.Plain, 2, TestContext.Current.CancellationToken);

    private async Task SendAsync(Message message)
    {
        var link = sender.Sender(ContractQueues.Plain);
        await link.SendAsync(message);
        await link.CloseAsync();
    }

    private Task<QueueMessage> ReceiveAsync() => source.ReceiveAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
}
