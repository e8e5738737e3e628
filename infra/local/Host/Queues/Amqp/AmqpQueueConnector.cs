using Amqp;
using Amqp.Sasl;

namespace Router.FunctionsHost.Queues.Amqp;

/// <summary>Connects to a queue of Service Bus: one connection, a token for the queue and its management node, then the receiver.</summary>
internal sealed class AmqpQueueConnector(ServiceBusConnectionString target, TimeProvider time) : IQueueConnector
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(15);

    public async Task<IQueueSource> ConnectAsync(string queue, int concurrency, CancellationToken cancellation)
    {
        var factory = new ConnectionFactory();
        factory.SASL.Profile = SaslProfile.Anonymous;
        // A silent peer shows in seconds and not only when something is asked of it.
        factory.AMQP.IdleTimeout = 10_000;
        factory.AMQP.ContainerId = $"router-host-{queue}-{Environment.ProcessId}";
        var connection = await factory.CreateAsync(new Address(target.Address)).WaitAsync(ConnectPatience, time, cancellation);
        try
        {
            var session = new Session(connection);
            var tokens = new CbsTokens(new AmqpRequestLink(session, "$cbs", time), target, time);
            await tokens.PutAsync(queue, cancellation);
            await tokens.PutAsync($"{queue}/$management", cancellation);
            var source = new AmqpQueueSource(connection, session, tokens, queue, concurrency, time);
            await source.AttachedAsync(cancellation);
            return source;
        }
        catch
        {
            connection.Close(TimeSpan.Zero, null);
            throw;
        }
    }
}
