using Amqp;
using Amqp.Framing;
using Amqp.Sasl;

namespace Router.Messaging;

/// <summary>One connection to the namespace with claims-based security: a token is put for each queue before its link attaches.</summary>
internal sealed class AmqpConnection
{
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(45);
    private readonly Connection connection;
    private readonly Session session;
    private readonly ServiceBusConnectionString target;
    private readonly TimeProvider time;
    private readonly Dictionary<string, (SenderLink Link, DateTimeOffset TokenPut)> senders = [];

    private AmqpConnection(Connection connection, ServiceBusConnectionString target, TimeProvider time)
    {
        this.connection = connection;
        this.target = target;
        this.time = time;
        session = new Session(connection);
    }

    public bool IsClosed => connection.IsClosed || session.IsClosed;

    public static async Task<AmqpConnection> OpenAsync(ServiceBusConnectionString target, TimeProvider time)
    {
        var factory = new ConnectionFactory();
        factory.SASL.Profile = SaslProfile.Anonymous;
        factory.AMQP.IdleTimeout = 30_000;
        return new AmqpConnection(await factory.CreateAsync(target.Address), target, time);
    }

    /// <summary>The queue's sender link, attached with a valid token. Not for concurrent calls.</summary>
    public async Task<SenderLink> SenderAsync(string queue, TimeSpan deadline)
    {
        var now = time.GetUtcNow();
        var known = senders.TryGetValue(queue, out var sender);
        if (!known || now - sender.TokenPut > RenewAfter)
        {
            await PutTokenAsync(queue, now + TokenLifetime, deadline);
            sender.TokenPut = now;
        }

        if (sender.Link is null or { IsClosed: true })
        {
            sender.Link = new SenderLink(session, $"router-{queue}-{now.UtcTicks}", queue);
        }

        senders[queue] = sender;
        return sender.Link;
    }

    /// <summary>Puts a token for an entity and hands out the session for links to it. Not for concurrent calls, and not renewed.</summary>
    public async Task<Session> AuthorizeAsync(string entity, TimeSpan deadline)
    {
        await PutTokenAsync(entity, time.GetUtcNow() + TokenLifetime, deadline);
        return session;
    }

    public void Abandon() => _ = connection.CloseAsync(TimeSpan.FromSeconds(1), null).ContinueWith(
        static closing => _ = closing.Exception, TaskScheduler.Default);

    private async Task PutTokenAsync(string queue, DateTimeOffset expires, TimeSpan deadline)
    {
        const string ReplyTo = "router-cbs-reply";
        var audience = target.AudienceOf(queue);
        var requests = new SenderLink(session, $"cbs-out-{queue}-{expires.UtcTicks}", "$cbs");
        var replies = new ReceiverLink(
            session,
            $"cbs-in-{queue}-{expires.UtcTicks}",
            new Attach { Source = new Source { Address = "$cbs" }, Target = new Target { Address = ReplyTo } },
            null);
        try
        {
            await requests.SendAsync(
                new Message(target.Sign(audience, expires))
                {
                    Properties = new Properties { MessageId = queue, ReplyTo = ReplyTo },
                    ApplicationProperties = new ApplicationProperties
                    {
                        ["operation"] = "put-token",
                        ["type"] = "servicebus.windows.net:sastoken",
                        ["name"] = audience,
                        ["expiration"] = expires.UtcDateTime,
                    },
                },
                deadline);
            using var reply = await replies.ReceiveAsync(deadline) ?? throw new TimeoutException("No answer to put-token.");
            replies.Accept(reply);
            Check(reply.ApplicationProperties?["status-code"]);
        }
        finally
        {
            _ = requests.CloseAsync(deadline, null);
            _ = replies.CloseAsync(deadline, null);
        }
    }

    private static void Check(object? status)
    {
        if (status is not (200 or 202))
        {
            throw new MessagingException($"The broker refused the token with status {status}.", FailureCategory.Transient);
        }
    }
}
