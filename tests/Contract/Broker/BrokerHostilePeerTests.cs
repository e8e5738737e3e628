using System.Net.Sockets;
using Amqp;
using Amqp.Framing;
using Amqp.Transactions;
using Router.Broker;

namespace Router.Contract.Broker;

/// <summary>A peer that breaks the protocol loses its own connection, and nobody else notices.</summary>
public sealed class BrokerHostilePeerTests : IAsyncLifetime
{
    private static readonly byte[] Sasl = [(byte)'A', (byte)'M', (byte)'Q', (byte)'P', 3, 1, 0, 0];
    private BrokerServer? broker;

    public static TheoryData<string, byte[]> BrokenOpenings => new()
    {
        { "HTTP", "GET / HTTP/1.1\r\n\r\n"u8.ToArray() },
        { "no SASL", [(byte)'A', (byte)'M', (byte)'Q', (byte)'P', 0, 1, 0, 0] },
        { "a frame of 4 GB", [.. Sasl, 0xFF, 0xFF, 0xFF, 0xFF, 2, 1, 0, 0] },
        { "a data offset beyond the frame", [.. Sasl, 0, 0, 0, 8, 200, 1, 0, 0] },
        { "a list cut short", [.. Sasl, 0, 0, 0, 12, 2, 1, 0, 0, 0x00, 0x53, 0x41, 0xC0] },
        { "a descriptor cut short", [.. Sasl, 0, 0, 0, 12, 2, 1, 0, 0, 0x00, 0xA3, 0xFF, 0x41] },
    };

    public async ValueTask InitializeAsync() => broker = await Brokers.StartAsync();

    public async ValueTask DisposeAsync() => await broker!.DisposeAsync();

    [Theory]
    [MemberData(nameof(BrokenOpenings))]
    public async Task Connection_WithBrokenOpening_IsClosed(string what, byte[] opening)
    {
        TestContext.Current.SendDiagnosticMessage(what);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", broker!.Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(opening, TestContext.Current.CancellationToken);
        await EndOfAsync(socket).WaitAsync(ServiceBusDriver.Patience, TestContext.Current.CancellationToken);
        await using var driver = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker), ContractQueues.Plain);
        await driver.SendAsync(ContractQueues.Plain, TestMessages.Text("unmoved"));
    }

    [Fact]
    public async Task Listener_WithSilentConnections_StillServesOthers()
    {
        var silent = new List<Socket>();
        for (var i = 0; i < 50; i++)
        {
            silent.Add(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            await silent[^1].ConnectAsync("127.0.0.1", broker!.Port, TestContext.Current.CancellationToken);
        }

        await using var driver = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker!), ContractQueues.Plain);
        await driver.SendAsync(ContractQueues.Plain, TestMessages.Text("served"));
        Assert.All(silent, socket => Assert.True(socket.Connected));
        silent.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task Send_OfBytesThatAreNoMessage_IsRejectedAndLinkLives()
    {
        await using var driver = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker!), ContractQueues.Plain);
        var sender = driver.Sender(ContractQueues.Plain);
        var garbage = new Message { Format = 0x80013700, BodySection = new Data { Binary = [1, 2, 3] } };
        var refused = await Assert.ThrowsAsync<AmqpException>(() => sender.SendAsync(garbage, ServiceBusDriver.Patience));
        Assert.Equal("amqp:decode-error", refused.Error.Condition.ToString());
        await sender.SendAsync(TestMessages.Text("fine"), ServiceBusDriver.Patience);
    }

    [Fact]
    public async Task Attach_OfCoordinator_IsRefused()
    {
        await using var driver = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker!), ContractQueues.Plain);
        var closed = new TaskCompletionSource<string>();
        var link = new SenderLink(driver.Session, "controller", new Attach { Source = new Source(), Target = new Coordinator() }, null);
        link.Closed += (_, error) => closed.TrySetResult(error?.Condition.ToString() ?? "no error");
        Assert.Equal("amqp:not-implemented", await closed.Task.WaitAsync(ServiceBusDriver.Patience, TestContext.Current.CancellationToken));
        await driver.SendAsync(ContractQueues.Plain, TestMessages.Text("session lives"));
    }

    [Fact]
    public async Task Attach_UnderTakenName_TakesTheLinkOver()
    {
        await using var driver = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker!), ContractQueues.Plain);
        var first = new SenderLink(driver.Session, "name", ContractQueues.Plain);
        await first.SendAsync(TestMessages.Text("one"), ServiceBusDriver.Patience);
        var closed = new TaskCompletionSource<string>();
        first.Closed += (_, error) => closed.TrySetResult(error?.Condition.ToString() ?? "no error");
        var second = new SenderLink(new Session(driver.Connection), "name", ContractQueues.Plain);
        await second.SendAsync(TestMessages.Text("two"), ServiceBusDriver.Patience);
        Assert.Equal("amqp:link:stolen", await closed.Task.WaitAsync(ServiceBusDriver.Patience, TestContext.Current.CancellationToken));
    }

    private static async Task EndOfAsync(Socket socket)
    {
        var buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer) > 0)
        {
        }
    }
}
