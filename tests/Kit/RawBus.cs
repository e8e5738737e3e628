using System.Security.Cryptography;
using Amqp;
using Amqp.Framing;

namespace Router.Kit;

/// <summary>Sends any bytes to any queue, as somebody with the key could.</summary>
internal sealed class RawBus : IAsyncDisposable
{
    private readonly Connection connection;
    private readonly Session session;
    private int sent;

    private RawBus(Connection connection) => (this.connection, session) = (connection, new Session(connection));

    public static async Task<RawBus> OpenAsync(StackBroker broker) => new(
        await Connection.Factory.CreateAsync(new Address("127.0.0.1", broker.Port, "RootManageSharedAccessKey", StackBroker.Key, "/", "amqp")));

    public async Task SendAsync(string queue, byte[] body)
    {
        var number = Interlocked.Increment(ref sent);
        using var message = new Message { BodySection = new Data { Binary = body }, Properties = new Properties { MessageId = $"raw-{RandomNumberGenerator.GetHexString(32)}" } };
        var link = new SenderLink(session, $"raw-{number}", queue);
        await link.SendAsync(message);
        await link.CloseAsync();
    }

    public async ValueTask DisposeAsync() => await connection.CloseAsync();
}
