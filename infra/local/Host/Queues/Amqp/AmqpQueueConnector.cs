using Amqp;
using Amqp.Sasl;

namespace Router.FunctionsHost.Queues.Amqp;

/// <summary>Connects to a queue of Service Bus: one connection, a token for the queue and its management node, then the receiver.</summary>
internal sealed class AmqpQueueConnector(ServiceBusConnectionString target, TimeProvider time) : IQueueConnector
{
    // With the longest reconnect delay it bounds how long a broker that came back waits.
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(3);

    // A silent peer shows in seconds and not only when something is asked of it.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(20);

    /// <summary>How long the peer may be silent.</summary>
    public TimeSpan Idle { get; init; } = IdleTimeout;

    public async Task<IQueueSource> ConnectAsync(string queue, int concurrency, CancellationToken cancellation)
    {
        var watch = new ConnectionWatch();
        var connection = await OpenAsync(queue, watch, cancellation);
        try
        {
            var session = new Session(connection);
            var tokens = new CbsTokens(new AmqpRequestLink(session, "$cbs", time), target, time);
            await tokens.PutAsync(queue, cancellation);
            await tokens.PutAsync($"{queue}/$management", cancellation);
            var source = new AmqpQueueSource(connection, watch, session, tokens, queue, concurrency, time);
            await source.AttachedAsync(cancellation);
            return source;
        }
        catch
        {
            connection.Close(TimeSpan.Zero, null);
            watch.Cut();
            throw;
        }
    }

    private async Task<Connection> OpenAsync(string queue, ConnectionWatch watch, CancellationToken cancellation)
    {
        var factory = new ConnectionFactory();
        factory.SASL.Profile = SaslProfile.Anonymous;
        factory.AMQP.IdleTimeout = (int)Idle.TotalMilliseconds;
        factory.AMQP.ContainerId = $"router-host-{queue}-{Environment.ProcessId}";
        var connecting = factory.CreateAsync(new Address(target.Address), cancellation, watch);
        try
        {
            return await connecting.WaitAsync(ConnectPatience, time, cancellation);
        }
        catch
        {
            watch.Cut();
            _ = connecting.ContinueWith(late => (_ = late.Exception, true), TaskScheduler.Default);
            throw;
        }
    }
}
