namespace Router.Broker.Entities;

/// <summary>Where an engine tells what must survive a restart. Locks are not told: after a restart every lock is lost.</summary>
internal interface IEntityLog
{
    void Stored(string entity, QueuedMessage message);
    void Changed(string entity, QueuedMessage message);
    void Removed(string entity, long sequenceNumber);

    /// <summary>Stored in one entity and removed from the other at once, so that no crash leaves the message in both.</summary>
    void Moved(string from, long sequenceNumber, string to, QueuedMessage message);

    void SessionStateSet(string entity, string sessionId, ReadOnlyMemory<byte>? state);
}

internal sealed class NoEntityLog : IEntityLog
{
    public void Stored(string entity, QueuedMessage message)
    {
    }

    public void Changed(string entity, QueuedMessage message)
    {
    }

    public void Removed(string entity, long sequenceNumber)
    {
    }

    public void Moved(string from, long sequenceNumber, string to, QueuedMessage message)
    {
    }

    public void SessionStateSet(string entity, string sessionId, ReadOnlyMemory<byte>? state)
    {
    }
}
