using System.Collections.Concurrent;
using Amqp;
using Amqp.Sasl;

namespace Router.Messaging.ServiceBus;

/// <summary>One connection to the namespace, its tokens and its sender links. Once lost it stays lost; <see cref="SharedConnection"/> opens the next.</summary>
internal sealed partial class AmqpConnection
{
    private readonly Connection connection;
    private readonly Session session;
    private readonly ConnectionEvents events;
    private readonly TokenKeeper tokens;
    private readonly BrokerTimeouts timeouts;
    private readonly ConcurrentDictionary<string, Lazy<Task<QueueSender>>> senders = new();
    private readonly ILogger logger;
    private int links;

    private AmqpConnection(
        Connection connection, ConnectionEvents events, ServiceBusNamespace target, BrokerTimeouts timeouts, TimeProvider time, MessagingMetrics metrics, ILogger logger)
    {
        this.connection = connection;
        this.events = events;
        this.timeouts = timeouts;
        this.logger = logger;
        session = new Session(connection);
        var lost = new CancellationTokenSource();
        Lost = lost.Token;
        tokens = new TokenKeeper(target, PutTokenAsync, time, metrics, logger, Lost);
        connection.AddClosedCallback((_, error) => events.Close(error));
        session.AddClosedCallback((_, error) => events.Close(error));
        Ended = EndAsync(lost);
    }

    /// <summary>Cancelled when the connection is lost; whatever waits for it waits in vain.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Ends with the reason when the connection is lost.</summary>
    public Task<string> Ended { get; }

    public static async Task<AmqpConnection> OpenAsync(
        ServiceBusNamespace target, BrokerTimeouts timeouts, TimeProvider time, MessagingMetrics metrics, ILogger logger, CancellationToken cancellationToken)
    {
        var events = new ConnectionEvents();
        var factory = new ConnectionFactory();
        factory.SASL.Profile = SaslProfile.Anonymous;
        factory.TCP.NoDelay = true;
        factory.AMQP.HostName = target.Host;
        factory.AMQP.IdleTimeout = (int)timeouts.Idle.TotalMilliseconds;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeouts.Connect);
        var connecting = factory.CreateAsync(target.Address, limit.Token, events);
        try
        {
            var connection = await connecting.WaitAsync(limit.Token);
            await Task.WhenAny(events.Opened, events.Closing).WaitAsync(limit.Token);
            return events.Opened.IsCompleted
                ? new AmqpConnection(connection, events, target, timeouts, time, metrics, logger)
                : throw new MessagingException($"The broker closed the connection at once: {await events.Closing}.", AmqpErrors.Explain(await events.Closing));
        }
        catch
        {
            // Also when it comes late: nobody else knows of it.
            events.Cut();
            _ = connecting.ContinueWith(late => Discard(late, events), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>The queue's sender link, attached with a valid token; all callers share it.</summary>
    public async Task<QueueSender> SenderAsync(string queue, CancellationToken cancellationToken)
    {
        while (true)
        {
            var attaching = senders.GetOrAdd(queue, name => new Lazy<Task<QueueSender>>(() => AttachAsync(name)));
            var sender = await attaching.Value.WaitAsync(cancellationToken);
            if (sender.IsOpen)
            {
                return sender;
            }

            senders.TryRemove(KeyValuePair.Create(queue, attaching));
        }
    }

    /// <summary>The session for links of the caller's own, once the connection holds a token for their entity.</summary>
    public async Task<Session> AuthorizeAsync(string entity, CancellationToken cancellationToken)
    {
        await tokens.EnsureAsync(entity, cancellationToken);
        return session;
    }

    /// <summary>The next attach to the queue puts a new token first.</summary>
    public void ForgetToken(string queue) => tokens.Forget(queue);

    /// <summary>Closes it for everybody, also when the peer says nothing any more.</summary>
    public void Abandon(string reason) => events.Close(new Amqp.Framing.Error(reason));

    // Without a caller's token: a caller that gives up must not end what others wait for.
    private async Task<QueueSender> AttachAsync(string queue)
    {
        await Task.Yield();
        try
        {
            await tokens.EnsureAsync(queue, Lost);
            return await QueueSender.AttachAsync(session, NameOf(queue), queue, timeouts.Answer, Lost);
        }
        catch (Exception failure)
        {
            senders.TryRemove(queue, out _);
            if (failure is TimeoutException)
            {
                // A broker that leaves an attach without an answer leaves everything without one.
                Abandon("router:no-answer");
            }

            throw;
        }
    }

    private Task PutTokenAsync(string entity, string audience, ServiceBusToken token, CancellationToken cancellationToken) =>
        CbsExchange.PutTokenAsync(session, NameOf($"cbs-{entity}"), audience, token, timeouts.Answer, cancellationToken);

    private string NameOf(string node) => $"router-{node}-{Interlocked.Increment(ref links)}";

    private async Task<string> EndAsync(CancellationTokenSource lost)
    {
        var reason = await events.Closing;
        await lost.CancelAsync();
        Log.Lost(logger, reason);
        // Not waited for: a silent peer lets the good-bye take its second.
        _ = connection.CloseAsync(TimeSpan.FromSeconds(1), null).ContinueWith(closing => Discard(closing, events), TaskScheduler.Default);
        return reason;
    }

    private static void Discard(Task done, ConnectionEvents events)
    {
        _ = done.Exception;
        events.Cut();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The connection to the broker is lost: {Reason}")]
        public static partial void Lost(ILogger logger, string reason);
    }
}

/// <param name="Connect">Longest time for one attempt to connect.</param>
/// <param name="Answer">Longest time for an answer to an attach or a token.</param>
/// <param name="Idle">A peer that is silent for so long is taken for gone.</param>
internal sealed record BrokerTimeouts(TimeSpan Connect, TimeSpan Answer, TimeSpan Idle);
