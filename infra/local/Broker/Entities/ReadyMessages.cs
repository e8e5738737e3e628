namespace Router.Broker.Entities;

/// <summary>
/// What can be delivered now, by sequence number: a message that returns takes its old place again.
/// A queue with sessions keeps one such order per session.
/// </summary>
internal sealed class ReadyMessages
{
    private const string NoSession = "";
    private readonly Dictionary<string, SortedSet<long>> bySession = new(StringComparer.Ordinal);
    private readonly SortedSet<long> withoutSession = [];
    private readonly bool sessions;

    public ReadyMessages(bool sessions)
    {
        this.sessions = sessions;
        if (!sessions)
            bySession[NoSession] = withoutSession;
    }

    public int Count { get; private set; }

    public IEnumerable<string> Sessions => bySession.Keys;

    public void Add(QueuedMessage message)
    {
        if (SetOf(message, create: true)!.Add(message.SequenceNumber))
            Count++;
    }

    public void Remove(QueuedMessage message)
    {
        var set = SetOf(message, create: false);
        if (set is null || !set.Remove(message.SequenceNumber))
            return;
        Count--;
        if (sessions && set.Count == 0)
            bySession.Remove(message.Content.SessionId ?? NoSession);
    }

    public bool TryFirst(string? sessionId, out long sequenceNumber)
    {
        sequenceNumber = 0;
        if (!bySession.TryGetValue(sessionId ?? NoSession, out var set) || set.Count == 0)
            return false;
        sequenceNumber = set.Min;
        return true;
    }

    private SortedSet<long>? SetOf(QueuedMessage message, bool create)
    {
        if (!sessions)
            return withoutSession;
        var id = message.Content.SessionId ?? NoSession;
        if (bySession.TryGetValue(id, out var set) || !create)
            return set;
        return bySession[id] = [];
    }
}
