namespace Router.Broker.Entities;

/// <summary>A receiver that asked for whichever session is free next.</summary>
internal sealed class SessionWaiter(IConsumer holder, Func<string, DateTimeOffset, bool> granted)
{
    public IConsumer Holder { get; } = holder;

    /// <summary>False when the receiver has gone in the meantime.</summary>
    public Func<string, DateTimeOffset, bool> Granted { get; } = granted;

    public bool IsOver { get; set; }
}

internal sealed class SessionWaiters
{
    private readonly LinkedList<SessionWaiter> waiting = [];

    public void Add(SessionWaiter waiter) => waiting.AddLast(waiter);

    /// <summary>The receiver has gone: it must not be given a session that comes later.</summary>
    public void Remove(IConsumer holder)
    {
        for (var node = waiting.First; node is not null;)
        {
            var following = node.Next;
            if (ReferenceEquals(node.Value.Holder, holder))
            {
                node.Value.IsOver = true;
                waiting.Remove(node);
            }

            node = following;
        }
    }

    public void Grant(QueueEngine engine)
    {
        for (var node = waiting.First; node is not null;)
        {
            var following = node.Next;
            if (node.Value.IsOver || TryGrant(engine, node.Value))
                waiting.Remove(node);
            node = following;
        }
    }

    private static bool TryGrant(QueueEngine engine, SessionWaiter waiter)
    {
        if (engine.FirstFreeSession() is not { } session)
            return false;
        var until = engine.Sessions.Hold(session, waiter.Holder, engine.Advance());
        waiter.IsOver = true;
        if (!waiter.Granted(session, until))
            engine.ReleaseSession(session, waiter.Holder);
        return true;
    }
}
