using Router.Broker.Entities;
using Router.Broker.Protocol;
using Router.Broker.Security;

namespace Router.Broker.Nodes;

/// <summary>What one connection may do: the tokens it has put, and the links that fall when they expire.</summary>
internal sealed class ClientAccess : IDisposable
{
    private readonly AmqpConnection connection;
    private readonly TimeProvider clock;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private List<SasGrant> grants = [];

    public ClientAccess(AmqpConnection connection, TimeProvider clock)
    {
        this.connection = connection;
        this.clock = clock;
        timer = clock.CreateTimer(_ => DropUnauthorized(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(SasGrant grant)
    {
        lock (gate)
        {
            grants = [.. grants.Where(old => old.Path != grant.Path && old.Expires > clock.GetUtcNow()), grant];
            Arm();
        }
    }

    public bool Allows(string path, AccessRights needed)
    {
        lock (gate)
            return connection.HasKey || grants.Any(grant => grant.Covers(path, needed, clock.GetUtcNow()));
    }

    public int ExpireAll()
    {
        lock (gate)
            grants = [];
        return DropUnauthorized();
    }

    public static AccessRights Needed(AmqpLink link) =>
        EntityPath.IsManagement(link.Address) ? AccessRights.Send | AccessRights.Listen
        : link is IncomingLink ? AccessRights.Send : AccessRights.Listen;

    public void Dispose() => timer.Dispose();

    private int DropUnauthorized()
    {
        var dropped = 0;
        foreach (var link in connection.Links)
        {
            if (string.Equals(link.Address, EntityPath.Cbs, StringComparison.OrdinalIgnoreCase))
                continue;
            if (Allows(link.Address, Needed(link)))
                continue;
            link.Detach(Conditions.Error(Conditions.UnauthorizedAccess, "The token has expired. Put a new one and attach again."));
            dropped++;
        }

        lock (gate)
            Arm();
        return dropped;
    }

    private void Arm()
    {
        var now = clock.GetUtcNow();
        var next = grants.Where(grant => grant.Expires > now).Select(grant => (DateTimeOffset?)grant.Expires).Min();
        var wait = next - now ?? Timeout.InfiniteTimeSpan;
        timer.Change(wait > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : wait, Timeout.InfiniteTimeSpan);
    }
}
