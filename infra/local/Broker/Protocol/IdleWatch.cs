namespace Router.Broker.Protocol;

/// <summary>How long the service lets links and connections do nothing.</summary>
internal sealed record IdleLimits(TimeSpan Link, TimeSpan FirstLink, TimeSpan NextLink)
{
    // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-troubleshoot
    public static readonly IdleLimits Azure = new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5));
}

/// <summary>
/// Detaches links that carried nothing for ten minutes, and closes a connection that has had no link for five, or none at all in its first.
/// Credit that a receiver granted long ago does not keep its link. The nodes that begin with $ are left alone.
/// </summary>
internal sealed class IdleWatch : IDisposable
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(10);
    private readonly AmqpConnection connection;
    private readonly IdleLimits limits;
    private readonly TimeProvider clock;
    private readonly DateTimeOffset openedAt;
    private readonly ITimer timer;

    public IdleWatch(AmqpConnection connection, IdleLimits limits, TimeProvider clock)
    {
        (this.connection, this.limits, this.clock) = (connection, limits, clock);
        openedAt = clock.GetUtcNow();
        timer = clock.CreateTimer(_ => Look(), null, Round, Round);
    }

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        var now = clock.GetUtcNow();
        var links = connection.Links;
        var (since, patience) = connection.LinksChanged is { } changed ? (changed, limits.NextLink) : (openedAt, limits.FirstLink);
        if (links.Count == 0 && now - since >= patience)
            connection.Close(Conditions.Error(Conditions.ConnectionForced,
                $"The connection was inactive for more than the allowed {patience.TotalMilliseconds:F0} milliseconds and is closed by container 'LinkTracker'."));
        foreach (var link in links)
        {
            if (!link.Address.StartsWith('$') && now - link.LastTraffic >= limits.Link)
                link.Detach(Conditions.Error(Conditions.DetachForced,
                    $"The link '{link.Name}' is force detached by the broker. Detach origin: {(link is IncomingLink ? "AmqpMessagePublisher" : "AmqpMessageConsumer")}.IdleTimerExpired: Idle timeout: {limits.Link}."));
        }
    }
}
