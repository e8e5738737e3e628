using Amqp.Framing;
using Amqp.Types;
using Router.Broker;

namespace Router.Contract.Broker;

/// <summary>What only a peer with its own frames can show: aborted transfers, broken credit, windows, heartbeats.</summary>
public sealed class BrokerProtocolTests : IAsyncLifetime
{
    private BrokerServer? broker;

    public async ValueTask InitializeAsync() => broker = await Brokers.StartAsync();

    public async ValueTask DisposeAsync() => await broker!.DisposeAsync();

    [Fact]
    public async Task Transfer_Aborted_LeavesNothingAndTheLinkLives()
    {
        await using var peer = await RawPeer.ConnectAsync(broker!.Port);
        await peer.AttachSenderAsync(ContractQueues.Plain);
        var message = TestMessages.Text("whole").Encoded();
        peer.Write(new Transfer { Handle = 0, DeliveryId = 0, DeliveryTag = [0], More = true }, message.AsSpan(0, 10));
        peer.Write(new Transfer { Handle = 0, Aborted = true });
        peer.Write(new Transfer { Handle = 0, DeliveryId = 1, DeliveryTag = [1] }, message);
        var outcome = await peer.NextAsync<Dispose>();
        Assert.Equal(1u, outcome.First);
        Assert.IsType<Accepted>(outcome.State);
        Assert.Equal(1, (await broker.DepthsAsync())[ContractQueues.Plain].Active);
    }

    [Fact]
    public async Task Transfer_InPartsAboveTheLimit_IsRefusedAndTheLinkLives()
    {
        await using var peer = await RawPeer.ConnectAsync(broker!.Port);
        await peer.AttachSenderAsync(ContractQueues.Plain);
        for (var part = 0; part < 6; part++)
            peer.Write(new Transfer { Handle = 0, DeliveryId = 0, DeliveryTag = [0], More = part < 5 }, new byte[60_000]);
        var refused = Assert.IsType<Rejected>((await peer.NextAsync<Dispose>()).State);
        Assert.Equal("amqp:link:message-size-exceeded", refused.Error.Condition.ToString());
        peer.Write(new Transfer { Handle = 0, DeliveryId = 1, DeliveryTag = [1] }, TestMessages.Text("small").Encoded());
        Assert.IsType<Accepted>((await peer.NextAsync<Dispose>()).State);
    }

    /// <summary>Libraries send the first flow right behind the attach, which waits for a free session.</summary>
    [Fact]
    public async Task Credit_BeforeTheAttachIsAnswered_Counts()
    {
        await using var peer = await RawPeer.ConnectAsync(broker!.Port);
        var anySession = new Source { Address = ContractQueues.Sessions, FilterSet = new Map { [new Symbol("com.microsoft:session-filter")] = null } };
        peer.Write(new Attach { LinkName = "any", Handle = 0, Role = true, Source = anySession, Target = new Target() });
        peer.Write(new Flow { Handle = 0, DeliveryCount = 0, LinkCredit = 5, IncomingWindow = 5000, OutgoingWindow = 5000, NextOutgoingId = 0 });
        peer.Write(new Flow { Echo = true, IncomingWindow = 5000, OutgoingWindow = 5000, NextOutgoingId = 0 });
        await peer.NextAsync<Flow>();

        await using var driver = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker), ContractQueues.Sessions);
        var message = TestMessages.Text("first");
        message.Properties.GroupId = "late";
        await driver.SendAsync(ContractQueues.Sessions, message);

        await peer.NextAsync<Attach>();
        Assert.Equal(0u, (await peer.NextAsync<Transfer>()).DeliveryId);
    }

    [Fact]
    public async Task Transfer_BeyondCredit_DetachesTheLink()
    {
        broker!.Inject("lost-ack", 5000);
        await using var peer = await RawPeer.ConnectAsync(broker.Port);
        await peer.AttachSenderAsync(ContractQueues.Plain);
        var message = TestMessages.Text("too many").Encoded();
        for (uint i = 0; i <= 1000; i++)
            peer.Write(new Transfer { Handle = 0, DeliveryId = i, DeliveryTag = BitConverter.GetBytes(i) }, message);
        // The acknowledgements are lost, so their credit never comes back.
        Assert.Equal("amqp:link:transfer-limit-exceeded", (await peer.NextAsync<Detach>()).Error.Condition.ToString());
    }

    /// <summary>As Azure's own client does when it closes a receiver on a busy machine; the service's own library passes over it too.</summary>
    [Fact]
    public async Task Detach_BehindTheEndOfItsSession_IsPassedOver()
    {
        await using var peer = await RawPeer.ConnectAsync(broker!.Port);
        await peer.AttachReceiverAsync(ContractQueues.Plain);
        peer.Write(new End());
        peer.Write(new Detach { Handle = 0, Closed = true });
        peer.Write(new End());
        await peer.NextAsync<End>();

        peer.Write(new Begin { NextOutgoingId = 0, IncomingWindow = 5000, OutgoingWindow = 5000 });
        Assert.NotNull(await peer.NextAsync<Begin>());
        await peer.AttachReceiverAsync(ContractQueues.Plain);
    }

    [Fact]
    public async Task Attach_OnAChannelWithoutSession_ClosesTheConnection()
    {
        await using var peer = await RawPeer.ConnectAsync(broker!.Port);
        peer.Write(new End());
        await peer.NextAsync<End>();

        peer.Write(new Attach { LinkName = "late", Handle = 0, Role = true, Source = new Source { Address = ContractQueues.Plain }, Target = new Target() });

        Assert.Equal("amqp:not-found", (await peer.NextAsync<Close>()).Error.Condition.ToString());
    }

    /// <summary>Transfers come in on one thread and are answered on another: each counts once, or a link that lives long runs out of credit.</summary>
    [Fact]
    public async Task Credit_AfterManyTransfers_IsWhole()
    {
        const int rounds = 100;
        const int size = 200;
        await using var peer = await RawPeer.ConnectAsync(broker!.Port);
        await peer.AttachSenderAsync(ContractQueues.Plain);
        var message = TestMessages.Text("one").Encoded();
        uint sent = 0;
        for (var round = 0; round < rounds; round++)
        {
            for (var each = 0; each < size; each++, sent++)
                peer.Write(new Transfer { Handle = 0, DeliveryId = sent, DeliveryTag = BitConverter.GetBytes(sent) }, message);
            for (var each = 0; each < size; each++)
                await peer.NextAsync<Dispose>();
        }

        peer.Write(new Flow { Handle = 0, DeliveryCount = sent, LinkCredit = 1000, Echo = true, IncomingWindow = 5000, OutgoingWindow = 5000, NextOutgoingId = sent });
        var flow = await peer.NextAsync<Flow>();
        while (flow.DeliveryCount != sent || !flow.HasHandle)
            flow = await peer.NextAsync<Flow>();
        Assert.Equal(1000u, flow.LinkCredit);
    }

    [Fact]
    public async Task Deliveries_BehindAShutWindow_AreBoundedAndGoOnWhenItOpens()
    {
        const int count = 60;
        await using (var driver = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker!), ContractQueues.Plain))
        {
            for (var i = 0; i < count; i++)
                await driver.SendAsync(ContractQueues.Plain, TestMessages.Text($"{i}", new string('x', 200_000)));
        }

        await using var peer = await RawPeer.ConnectAsync(broker!.Port, incomingWindow: 2);
        await peer.AttachReceiverAsync(ContractQueues.Plain);
        peer.Write(new Flow { Handle = 0, DeliveryCount = 0, LinkCredit = 1000, NextIncomingId = 0, IncomingWindow = 2, NextOutgoingId = 0, OutgoingWindow = 5000 });
        peer.Write(new Flow { Echo = true, NextIncomingId = 0, IncomingWindow = 2, NextOutgoingId = 0, OutgoingWindow = 5000 });
        await peer.NextAsync<Flow>();
        await broker.DepthsAsync();
        Assert.InRange((await broker.DepthsAsync())[ContractQueues.Plain].Locked, 1, 25);

        peer.Write(new Flow { NextIncomingId = 0, IncomingWindow = 100_000, NextOutgoingId = 0, OutgoingWindow = 5000 });
        for (var whole = 0; whole < count;)
        {
            if (!(await peer.NextAsync<Transfer>()).More)
                whole++;
        }
    }

    [Fact]
    public async Task Silence_BeyondTheIdleTimeout_ClosesTheConnection()
    {
        await using var strict = await BrokerServer.StartAsync(Brokers.Options with { IdleTimeout = TimeSpan.FromMilliseconds(300) });
        await using var peer = await RawPeer.ConnectAsync(strict.Port);
        Assert.Equal("amqp:connection:forced", (await peer.NextAsync<Close>()).Error.Condition.ToString());
    }

    [Fact]
    public async Task Heartbeats_ComeWithinThePeersIdleTimeout()
    {
        await using var peer = await RawPeer.ConnectAsync(broker!.Port, idleTimeout: 400);
        var begun = TimeProvider.System.GetTimestamp();
        for (var beat = 0; beat < 3; beat++)
            Assert.Null((await peer.NextFrameAsync()).Command);
        Assert.True(TimeProvider.System.GetElapsedTime(begun) >= TimeSpan.FromMilliseconds(400));
    }
}
