namespace Router.Broker.Entities;

/// <summary>Where an engine tells what must survive a restart. Locks are not told: after a restart every lock is lost.</summary>
internal interface IEntityLog
{
    void Stored(string entity, QueuedMessage message);
    void Changed(string entity, QueuedMessage message);
    void Removed(string entity, long sequenceNumber);
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

    public void SessionStateSet(string entity, string sessionId, ReadOnlyMemory<byte>? state)
    {
    }
}
