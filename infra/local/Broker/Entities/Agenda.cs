namespace Router.Broker.Entities;

/// <summary>Messages by the moment at which something happens to them, then by sequence number.</summary>
internal sealed class Agenda
{
    private readonly SortedSet<(DateTimeOffset At, long SequenceNumber)> items = [];

    public int Count => items.Count;

    public DateTimeOffset? Next => items.Count == 0 ? null : items.Min.At;

    public void Add(DateTimeOffset at, long sequenceNumber)
    {
        if (at != DateTimeOffset.MaxValue)
            items.Add((at, sequenceNumber));
    }

    public void Remove(DateTimeOffset at, long sequenceNumber)
    {
        if (at != DateTimeOffset.MaxValue)
            items.Remove((at, sequenceNumber));
    }

    public bool TryTakeDue(DateTimeOffset now, out long sequenceNumber)
    {
        sequenceNumber = 0;
        if (items.Count == 0 || items.Min.At > now)
            return false;
        sequenceNumber = items.Min.SequenceNumber;
        items.Remove(items.Min);
        return true;
    }
}
