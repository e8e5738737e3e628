using Router.Broker.Entities;

namespace Router.Broker.Journal;

/// <summary>The log of all entities, and the moment from which what was told so far survives a kill.</summary>
internal interface IJournal : IEntityLog, IAsyncDisposable
{
    void WhenDurable(Action callback);
}

/// <summary>Keeps nothing: a broker without a data directory forgets everything when it ends.</summary>
internal sealed class NoJournal : IJournal
{
    private readonly NoEntityLog log = new();

    public void Stored(string entity, QueuedMessage message) => log.Stored(entity, message);

    public void Changed(string entity, QueuedMessage message) => log.Changed(entity, message);

    public void Removed(string entity, long sequenceNumber) => log.Removed(entity, sequenceNumber);

    public void Moved(string from, long sequenceNumber, string to, QueuedMessage message) => log.Moved(from, sequenceNumber, to, message);

    public void SessionStateSet(string entity, string sessionId, ReadOnlyMemory<byte>? state) => log.SessionStateSet(entity, sessionId, state);

    public void WhenDurable(Action callback) => callback();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
