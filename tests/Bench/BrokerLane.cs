using Amqp;
using Amqp.Framing;

namespace Router.Bench;

/// <summary>One broker's connection and the four things that are measured on it; the client's code is the same for both brokers.</summary>
internal sealed class BrokerLane : IAsyncDisposable
{
    public const int Alone = 300;
    public const int Crowd = 3000;
    private const int InFlight = 100;
    private const uint ServiceBusBatch = 0x80013700;
    private const uint DurableTerminus = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] Body = new byte[1024];
    private readonly Connection connection;
    private readonly Session session;
    private readonly SenderLink sender;
    private readonly string queue;
    private readonly bool hasBatches;

    private BrokerLane(Connection connection, string queue, bool hasBatches)
    {
        (this.connection, this.queue, this.hasBatches) = (connection, queue, hasBatches);
        session = new Session(connection);
        var target = new Target { Address = queue, Durable = DurableTerminus };
        sender = new SenderLink(session, "send", new Attach { Source = new Source(), Target = target }, null);
    }

    public static async Task<BrokerLane> OpenAsync(int port, string user, string password, string queue, bool hasBatches)
    {
        var address = new Address("127.0.0.1", port, user, password, "/", "amqp");
        return new BrokerLane(await new ConnectionFactory().CreateAsync(address), queue, hasBatches);
    }

    public async Task SendAloneAsync()
    {
        for (var i = 0; i < Alone; i++)
            await sender.SendAsync(NewMessage(), Patience);
    }

    public async Task SendInFlightAsync()
    {
        using var places = new SemaphoreSlim(InFlight);
        var sends = new List<Task>(Crowd);
        for (var i = 0; i < Crowd; i++)
        {
            await places.WaitAsync();
            sends.Add(SendAndLeaveAsync(places));
        }

        await Task.WhenAll(sends);
    }

    public async Task SendBatchesAsync()
    {
        for (var sent = 0; sent < Crowd; sent += InFlight)
        {
            if (hasBatches)
                await sender.SendAsync(NewBatch(), Patience);
            else
                await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => sender.SendAsync(NewMessage(), Patience)));
        }
    }

    /// <summary>All that one round has sent.</summary>
    public async Task ReceiveAsync()
    {
        var receiver = new ReceiverLink(session, "receive", new Source { Address = queue, Durable = DurableTerminus }, null);
        receiver.SetCredit(InFlight);
        for (var i = 0; i < Alone + Crowd + Crowd; i++)
            receiver.Accept(await receiver.ReceiveAsync(Patience) ?? throw new TimeoutException($"{queue}: message {i} did not come."));
        await receiver.CloseAsync();
    }

    public async ValueTask DisposeAsync() => await connection.CloseAsync();

    private async Task SendAndLeaveAsync(SemaphoreSlim places)
    {
        await sender.SendAsync(NewMessage(), Patience);
        places.Release();
    }

    private static Message NewMessage() => new() { Header = new Header { Durable = true }, BodySection = new Data { Binary = Body } };

    private static Message NewBatch()
    {
        var list = new DataList();
        for (var i = 0; i < InFlight; i++)
        {
            var bytes = NewMessage().Encode();
            list.Add(new Data { Binary = bytes.Buffer.AsSpan(bytes.Offset, bytes.Length).ToArray() });
        }

        return new Message { Format = ServiceBusBatch, BodySection = list };
    }
}
