using System.Net.Sockets;
using Amqp.Framing;
using Amqp.Sasl;
using Amqp.Types;
using Router.Broker.Protocol;

namespace Router.Contract.Broker;

/// <summary>A peer that writes whatever frames a test wants, which no library would.</summary>
internal sealed class RawPeer : IAsyncDisposable
{
    private readonly TcpClient client;
    private readonly FrameReader reader;
    private readonly FrameWriter writer;
    private readonly CancellationTokenSource ending = new();

    private RawPeer(TcpClient client)
    {
        this.client = client;
        var gate = new FrameGate();
        reader = new FrameReader(client.GetStream(), gate);
        writer = new FrameWriter(client.GetStream(), gate, () => { });
        _ = writer.RunAsync(ending.Token);
    }

    /// <summary>With the key in SASL PLAIN, so that no token is needed; and with one session on channel 0.</summary>
    public static async Task<RawPeer> ConnectAsync(int port, uint idleTimeout = 0, uint incomingWindow = 5000)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", port);
        var peer = new RawPeer(tcp);
        peer.writer.WriteHeader(3);
        peer.writer.Write(1, 0, new SaslInit { Mechanism = "PLAIN", InitialResponse = System.Text.Encoding.UTF8.GetBytes($"\0{Brokers.Options.KeyName}\0{Brokers.Options.Key}") });
        await peer.reader.ReadHeaderAsync(peer.ending.Token);
        Assert.Equal(SaslCode.Ok, (await peer.NextAsync<SaslOutcome>()).Code);
        peer.writer.WriteHeader(0);
        await peer.reader.ReadHeaderAsync(peer.ending.Token);
        peer.Write(new Open { ContainerId = "raw", IdleTimeOut = idleTimeout, MaxFrameSize = 65536 });
        await peer.NextAsync<Open>();
        peer.Write(new Begin { NextOutgoingId = 0, IncomingWindow = incomingWindow, OutgoingWindow = 5000 });
        await peer.NextAsync<Begin>();
        return peer;
    }

    public void Write(DescribedList command, ReadOnlySpan<byte> payload = default) => writer.Write(0, 0, command, payload);

    public async Task AttachSenderAsync(string entity)
    {
        Write(new Attach { LinkName = "raw-send", Handle = 0, Role = false, InitialDeliveryCount = 0, Source = new Source(), Target = new Target { Address = entity } });
        await NextAsync<Attach>();
        await NextAsync<Flow>();
    }

    public async Task AttachReceiverAsync(string entity)
    {
        Write(new Attach { LinkName = "raw-receive", Handle = 0, Role = true, Source = new Source { Address = entity }, Target = new Target() });
        await NextAsync<Attach>();
    }

    /// <summary>The next performative of a kind; heartbeats and others on the way are passed over.</summary>
    public async Task<T> NextAsync<T>() where T : DescribedList
    {
        while (true)
        {
            if ((await NextFrameAsync()).Command is T found)
                return found;
        }
    }

    public async Task<Frame> NextFrameAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        patience.CancelAfter(ServiceBusDriver.Patience);
        return await reader.ReadFrameAsync(patience.Token) ?? throw new EndOfStreamException("The broker has closed the connection.");
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        client.Dispose();
        ending.Dispose();
    }
}
