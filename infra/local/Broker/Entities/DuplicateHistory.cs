namespace Router.Broker.Entities;

/// <summary>Message ids seen within the window. A repeated id does not prolong its own window.</summary>
internal sealed class DuplicateHistory(TimeSpan window)
{
    private readonly Dictionary<string, long> seen = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset At, string MessageId)> byAge = new();

    public bool TryFind(string messageId, DateTimeOffset now, out long sequenceNumber)
    {
        Forget(now);
        return seen.TryGetValue(messageId, out sequenceNumber);
    }

    public void Remember(string messageId, long sequenceNumber, DateTimeOffset at)
    {
        if (seen.TryAdd(messageId, sequenceNumber))
            byAge.Enqueue((at, messageId));
    }

    public IEnumerable<(string MessageId, long SequenceNumber, DateTimeOffset At)> All(DateTimeOffset now)
    {
        Forget(now);
        return byAge.Select(entry => (entry.MessageId, seen[entry.MessageId], entry.At));
    }

    private void Forget(DateTimeOffset now)
    {
        while (byAge.TryPeek(out var oldest) && oldest.At + window <= now)
            seen.Remove(byAge.Dequeue().MessageId);
    }
}
