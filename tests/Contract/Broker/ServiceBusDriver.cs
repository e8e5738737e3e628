using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amqp;
using Amqp.Framing;
using Amqp.Sasl;
using Amqp.Types;

namespace Router.Contract.Broker;

/// <summary>One client connection, as plain as AMQPNetLite allows.</summary>
public sealed class ServiceBusDriver : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestLock = TimeSpan.FromSeconds(90);
    private readonly ServiceBusEndpoint endpoint;
    private readonly Connection connection;
    private readonly Dictionary<ReceiverLink, string> locking = [];
    private readonly List<(string Entity, Guid Lock)> held = [];
    private int names;

    private ServiceBusDriver(ServiceBusEndpoint endpoint, Connection connection)
    {
        this.endpoint = endpoint;
        this.connection = connection;
        Session = new Session(connection);
    }

    public Session Session { get; }

    public Connection Connection => connection;

    public static async Task<ServiceBusDriver> ConnectAsync(ServiceBusEndpoint endpoint, params string[] entities)
    {
        var factory = new ConnectionFactory();
        factory.SASL.Profile = SaslProfile.Anonymous;
        var address = new Address(endpoint.Host, endpoint.Port, null, null, "/", endpoint.Tls ? "amqps" : "amqp");
        var driver = new ServiceBusDriver(endpoint, await factory.CreateAsync(address));
        foreach (var entity in entities)
            Assert.Equal(202, await driver.PutTokenAsync(entity, driver.Token(entity)));
        return driver;
    }

    public string Token(string entity, string? key = null, DateTimeOffset? expires = null)
    {
        var audience = Uri.EscapeDataString(endpoint.Audience(entity));
        var expiry = (expires ?? TimeProvider.System.GetUtcNow().AddDays(3650)).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key ?? endpoint.Key), Encoding.UTF8.GetBytes($"{audience}\n{expiry}"));
        return $"SharedAccessSignature sr={audience}&sig={Uri.EscapeDataString(Convert.ToBase64String(signature))}&se={expiry}&skn={endpoint.KeyName}";
    }

    public async Task<int> PutTokenAsync(string entity, string token)
    {
        var request = new Message(token) { ApplicationProperties = new ApplicationProperties() };
        request.ApplicationProperties["operation"] = "put-token";
        request.ApplicationProperties["type"] = "servicebus.windows.net:sastoken";
        request.ApplicationProperties["name"] = endpoint.Audience(entity);
        var reply = await RequestAsync("$cbs", request);
        var status = (int)reply.ApplicationProperties["status-code"];
        return status == 200 ? 202 : status;
    }

    public async Task<(int Status, Map Body)> ManageAsync(string entity, string operation, Map body)
    {
        var request = new Message { BodySection = new AmqpValue { Value = body }, ApplicationProperties = new ApplicationProperties() };
        request.ApplicationProperties["operation"] = "com.microsoft:" + operation;
        var reply = await RequestAsync(entity + "/$management", request);
        return ((int)reply.ApplicationProperties["statusCode"], reply.Body as Map ?? []);
    }

    public SenderLink Sender(string entity) => new(Session, Name("send"), entity);

    public ReceiverLink Receiver(string entity, int credit = 0)
    {
        var receiver = new ReceiverLink(Session, Name("receive"), entity);
        if (credit > 0)
            receiver.SetCredit(credit, false);
        locking[receiver] = entity;
        return receiver;
    }

    public ReceiverLink DeletingReceiver(string entity) =>
        new(Session, Name("delete"), new Attach
        {
            Source = new Source { Address = entity },
            Target = new Target { Address = Name("target") },
            SndSettleMode = SenderSettleMode.Settled,
        }, null);

    public async Task SendAsync(string entity, params Message[] messages)
    {
        var sender = Sender(entity);
        foreach (var message in messages)
            await sender.SendAsync(message, Patience);
        await sender.CloseAsync();
    }

    public async Task<Message> ReceiveAsync(ReceiverLink receiver)
    {
        receiver.SetCredit(1, CreditMode.Manual);
        var message = await receiver.ReceiveAsync(Patience) ?? throw new TimeoutException("Nothing was delivered.");
        if (locking.TryGetValue(receiver, out var entity))
            Hold(entity, message.Lock());
        return message;
    }

    /// <summary>A lock that the test has got; see <see cref="SettleWhatIsLeftAsync"/>.</summary>
    public void Hold(string entity, Guid lockToken) => held.Add((entity, lockToken));

    /// <summary>Completes what the test has left locked: the next one on the same namespace would meet it a minute long.</summary>
    public async Task SettleWhatIsLeftAsync()
    {
        foreach (var (entity, lockToken) in held)
            await ManageAsync(entity, "update-disposition", new Map { ["disposition-status"] = "completed", ["lock-tokens"] = new[] { lockToken } });
        held.Clear();
    }

    /// <summary>What the entity holds, scheduled and locked messages included.</summary>
    public async Task<IReadOnlyList<Message>> PeekAsync(string entity)
    {
        var (status, body) = await ManageAsync(entity, "peek-message", new Map { ["from-sequence-number"] = 0L, ["message-count"] = 100 });
        if (status == 204)
            return [];
        return [.. ((List)body["messages"]).Cast<Map>().Select(entry => (byte[])entry["message"])
            .Select(bytes => Message.Decode(new ByteBuffer(bytes, 0, bytes.Length, bytes.Length)))];
    }

    /// <summary>Takes everything out; what is scheduled is cancelled.</summary>
    public async Task EmptyAsync(string entity)
    {
        while (await PeekAsync(entity) is { Count: > 0 } left)
        {
            var scheduled = left.Where(IsScheduled).Select(message => message.SequenceNumber()).ToArray();
            if (scheduled.Length > 0)
                await ManageAsync(entity, "cancel-scheduled-message", new Map { ["sequence-numbers"] = scheduled });
            var receiver = DeletingReceiver(entity);
            receiver.SetCredit(left.Count - scheduled.Length, CreditMode.Manual);
            foreach (var _ in left.Skip(scheduled.Length))
            {
                // What a run that was cut off has left locked comes when its lock has run out.
                if (await receiver.ReceiveAsync(LongestLock) is null)
                    throw new TimeoutException($"{entity} holds messages that nobody gets.");
            }

            await receiver.CloseAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await connection.CloseAsync(TimeSpan.FromSeconds(5), null);
        }
        catch (Exception gone) when (gone is AmqpException or TimeoutException)
        {
            // The test has cut or silenced the connection.
        }
    }

    private async Task<Message> RequestAsync(string node, Message request)
    {
        var replyTo = Name("reply");
        var receiver = new ReceiverLink(Session, Name("replies"), new Attach { Source = new Source { Address = node }, Target = new Target { Address = replyTo } }, null);
        var sender = new SenderLink(Session, Name("requests"), node);
        receiver.SetCredit(1, CreditMode.Manual);
        request.Properties = new Properties { ReplyTo = replyTo, MessageId = replyTo };
        await sender.SendAsync(request, Patience);
        var reply = await receiver.ReceiveAsync(Patience) ?? throw new TimeoutException($"{node} did not answer.");
        Assert.Equal(replyTo, reply.Properties.CorrelationId);
        receiver.Accept(reply);
        await sender.CloseAsync();
        await receiver.CloseAsync();
        return reply;
    }

    // 1 is deferred, 2 scheduled.
    private static bool IsScheduled(Message message) => message.MessageAnnotations?[new Symbol("x-opt-message-state")] is 2;

    private string Name(string kind) => $"{kind}-{Interlocked.Increment(ref names)}";
}
