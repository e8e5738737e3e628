using System.Collections.Concurrent;
using Amqp.Framing;
using Router.Broker.Protocol;
using Router.Broker.Security;

namespace Router.Broker.Nodes;

/// <summary>The connections there are, each with what it may do.</summary>
internal sealed class ClientList(LinkBuilder builder, TokenRules rules, TimeProvider clock, TimeSpan idleTimeout) : IConnectionHost
{
    private readonly ConcurrentDictionary<AmqpConnection, ClientAccess> clients = new();
    private long soFar;

    public IEnumerable<AmqpConnection> Connections => clients.Keys;

    public long ConnectionsSoFar => Volatile.Read(ref soFar);

    public IEnumerable<ClientAccess> Accesses => clients.Values;

    public void Add(AmqpConnection connection)
    {
        clients[connection] = new ClientAccess(connection, clock);
        Interlocked.Increment(ref soFar);
    }

    public TimeProvider Clock => clock;

    public TimeSpan IdleTimeout => idleTimeout;

    public bool IsKey(string name, string key) => rules.IsKey(name, key);

    public void Attach(AmqpSession session, Attach attach)
    {
        if (clients.TryGetValue(session.Connection, out var access))
            builder.Attach(session, attach, access);
    }

    public void Gone(AmqpConnection connection)
    {
        if (clients.TryRemove(connection, out var access))
            access.Dispose();
    }
}
