using System.Diagnostics;
using Router.Broker;
using Router.Contract.Broker;
using Router.Messaging;
using Router.Messaging.ServiceBus;

namespace Router.Contract.Messaging;

/// <summary>What the broker does to a client now and then, and that a send comes through it once, or says why not.</summary>
public sealed class ClientFaultTests : IAsyncLifetime
{
    private const string Queue = ContractQueues.Deduplicating;
    private BrokerServer broker = null!;
    private Client client = null!;

    public async ValueTask InitializeAsync()
    {
        broker = await Brokers.StartAsync();
        client = await Client.StartAsync(Brokers.EndpointOf(broker));
        await client.SendAsync(Queue, Message("warm"));
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await broker.DisposeAsync();
    }

    [Theory]
    [InlineData("detach-forced", 1)]
    [InlineData("expire-tokens", 1)]
    [InlineData("drop-connections", 2)]
    [InlineData("close-connections", 2)]
    public async Task Send_AfterTheFault_ArrivesOnce(string fault, int mostConnections)
    {
        broker.Inject(fault);

        await client.SendAsync(Queue, Message("after"));

        Assert.Equal(2, await ActiveAsync());
        // The official client connects again by itself; only when it was just being asked is that noticed.
        Assert.InRange(client.Measured.Of("router.messaging.connections"), 1, mostConnections);
        Assert.True(broker.InjectedFaults[fault] > 0);
    }

    [Theory]
    [InlineData("detach-forced")]
    [InlineData("expire-tokens")]
    [InlineData("drop-connections")]
    [InlineData("close-connections")]
    public async Task Send_ManyDuringTheFault_EachArrivesOnce(string fault)
    {
        var sending = Enumerable.Range(0, 200).Select(number => client.SendAsync(Queue, Message($"m{number}"))).ToList();
        await Task.WhenAny(sending);
        broker.Inject(fault);
        sending.AddRange(Enumerable.Range(200, 200).Select(number => client.SendAsync(Queue, Message($"m{number}"))));

        await Task.WhenAll(sending);

        Assert.Equal(401, await ActiveAsync());
    }

    [Fact]
    public async Task Send_ConfirmationLost_IsRepeatedUnderTheSameId()
    {
        broker.Inject("lost-ack", entity: Queue);

        await client.SendAsync(Queue, Message("one"));

        Assert.Equal(2, await ActiveAsync());
        Assert.Equal(1, client.Measured.Of("router.messaging.send.retries", "reason=Transient"));
        Assert.Equal(1, client.Measured.Of("router.messaging.connections"));
    }

    [Fact]
    public async Task Send_BatchWhoseConfirmationIsLost_ArrivesOnce()
    {
        broker.Inject("lost-ack", entity: Queue);

        await client.SendAsync(Queue, [.. Enumerable.Range(0, 50).Select(number => Message($"m{number}"))]);

        Assert.Equal(51, await ActiveAsync());
    }

    [Fact]
    public async Task Send_NeverConfirmed_FailsAtItsDeadline()
    {
        await using var hasty = await Client.StartAsync(Brokers.EndpointOf(broker), options => options.SendDeadlineSeconds = 1);
        await hasty.SendAsync(Queue, Message("before"));
        broker.Inject("lost-ack", count: 100, entity: Queue);

        var failure = await hasty.RefusedAsync(Queue, Message("one"));

        Assert.Equal((BrokerFailure.Transient, FailureCategory.Transient), (failure.Reason, failure.Category));
    }

    [Fact]
    public async Task Send_ServerBusyAndNoTimeLeft_FailsAtOnce()
    {
        broker.Inject("server-busy", entity: Queue);

        var busy = await client.RefusedAsync(Queue, Message("one"));

        Assert.Equal((BrokerFailure.Busy, FailureCategory.Transient), (busy.Reason, busy.Category));
        Assert.Equal(0, client.Measured.Of("router.messaging.send.retries"));
    }

    [Fact]
    public async Task Send_ServerBusyAndTimeLeft_WaitsTenSeconds()
    {
        await using var patient = await Client.StartAsync(Brokers.EndpointOf(broker), options => options.SendDeadlineSeconds = 30);
        await patient.SendAsync(Queue, Message("before"));
        broker.Inject("server-busy", entity: Queue);
        var started = Stopwatch.GetTimestamp();

        await patient.SendAsync(Queue, Message("one"));

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15));
        Assert.Equal((1L, 1L), (broker.InjectedFaults["server-busy"], patient.Measured.Of("router.messaging.send.retries")));
        Assert.Equal(3, await ActiveAsync());
    }

    [Fact]
    public async Task Send_ServerBusyForOneQueue_LeavesTheOthersAlone()
    {
        broker.Inject("server-busy", count: 100, entity: Queue);

        await Task.WhenAll(client.RefusedAsync(Queue, Message("one")), client.SendAsync(ContractQueues.Other, Message("two")));

        Assert.Equal(1, await ActiveAsync(ContractQueues.Other));
        Assert.Equal(1, client.Measured.Of("router.messaging.connections"));
    }

    [Fact]
    public async Task Send_WhileTheBrokerIsAway_FailsAtOnceAndWorksAfterItsReturn()
    {
        broker.Inject("refuse-connections");
        broker.Inject("drop-connections");
        await client.Measured.ReachAsync("router.messaging.connection.failures", 2);

        var refused = await client.RefusedAsync(ContractQueues.Other, Message("one")).WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        broker.ClearFaults();
        await client.Measured.ReachAsync("router.messaging.connections", 2);
        await client.SendAsync(Queue, Message("two"));

        Assert.Equal(FailureCategory.Transient, refused.Category);
        Assert.Equal((2, 0), (await ActiveAsync(), await ActiveAsync(ContractQueues.Other)));
    }

    [Fact]
    public async Task Start_WithoutABroker_SendsWhenThereIsOne()
    {
        broker.Inject("refuse-connections");
        await using var early = await Client.StartAsync(Brokers.EndpointOf(broker));
        await early.Measured.ReachAsync("router.messaging.connection.failures", 1);
        broker.ClearFaults();
        await early.Measured.ReachAsync("router.messaging.connections", 1);

        await early.SendAsync(Queue, Message("one"));

        Assert.Equal(2, await ActiveAsync());
    }

    private static OutboundMessage Message(string id) => new(id, new MessageEnvelope(MessageNames.TriageRequest, id));

    private async Task<int> ActiveAsync(string queue = Queue) => (await broker.DepthsAsync())[queue].Active;
}
