using Router.Broker.Entities;

namespace Router.Broker.Journal;

/// <summary>What the log says one entity holds.</summary>
internal sealed class EntityImage
{
    public SortedDictionary<long, QueuedMessage> Messages { get; } = [];
    public Dictionary<string, ReadOnlyMemory<byte>> SessionStates { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, (long SequenceNumber, DateTimeOffset At)> Remembered { get; } = new(StringComparer.Ordinal);
    public long LastNumber { get; set; }
}

/// <summary>All entities of a log as far as they are alive: message ids only of entities that detect duplicates, and for their window.</summary>
internal sealed class JournalImage(IReadOnlyDictionary<string, TimeSpan> duplicateWindows, DateTimeOffset now)
{

    public Dictionary<string, EntityImage> Entities { get; } = new(StringComparer.OrdinalIgnoreCase);

    public void Apply(BinaryReader record)
    {
        var kind = (RecordKind)record.ReadByte();
        var path = record.ReadString();
        var entity = Of(path);
        switch (kind)
        {
            case RecordKind.Stored:
                Store(path, entity, JournalRecord.ReadStored(record));
                break;
            case RecordKind.Changed:
                Change(entity, record);
                break;
            case RecordKind.Removed:
                entity.Messages.Remove(record.ReadInt64());
                break;
            case RecordKind.Moved:
                Of(record.ReadString()).Messages.Remove(record.ReadInt64());
                Store(path, entity, JournalRecord.ReadStored(record));
                break;
            case RecordKind.SessionState:
                SetSessionState(entity, record);
                break;
            case RecordKind.LastNumber:
                entity.LastNumber = Math.Max(entity.LastNumber, record.ReadInt64());
                break;
            case RecordKind.Remembered:
                Remember(path, entity, record.ReadString(), record.ReadInt64(), JournalRecord.Time(record.ReadInt64()));
                break;
            default:
                throw new InvalidDataException($"Unknown record {kind}.");
        }
    }

    public void Write(BinaryWriter writer, Action endRecord)
    {
        foreach (var (path, entity) in Entities)
        {
            JournalRecord.LastNumber(writer, path, entity.LastNumber);
            endRecord();
            foreach (var (id, seen) in entity.Remembered.OrderBy(pair => pair.Value.At))
            {
                JournalRecord.Remembered(writer, path, id, seen.SequenceNumber, seen.At);
                endRecord();
            }

            foreach (var (session, state) in entity.SessionStates)
            {
                JournalRecord.SessionState(writer, path, session, state);
                endRecord();
            }

            foreach (var message in entity.Messages.Values)
            {
                JournalRecord.Stored(writer, path, message);
                endRecord();
            }
        }
    }

    public void RestoreInto(QueueEngine engine)
    {
        if (Entities.TryGetValue(engine.Settings.Path, out var entity))
        {
            engine.Recall(entity.LastNumber);
            foreach (var (id, seen) in entity.Remembered.OrderBy(pair => pair.Value.At))
                engine.RestoreDuplicate(id, seen.SequenceNumber, seen.At);
            foreach (var (session, state) in entity.SessionStates)
                engine.RestoreSessionState(session, state);
            foreach (var message in entity.Messages.Values)
                engine.Restore(message);
        }

        if (engine.DeadLetters is { } deadLetters)
            RestoreInto(deadLetters);
    }

    private EntityImage Of(string path)
    {
        if (!Entities.TryGetValue(path, out var entity))
            Entities[path] = entity = new EntityImage();
        return entity;
    }

    private void Store(string path, EntityImage entity, QueuedMessage message)
    {
        entity.Messages[message.SequenceNumber] = message;
        entity.LastNumber = Math.Max(entity.LastNumber, message.SequenceNumber);
        if (message.DeadLetterSource is null)
            Remember(path, entity, message.Content.MessageId, message.SequenceNumber, message.EnqueuedAt);
    }

    private void Remember(string path, EntityImage entity, string messageId, long sequenceNumber, DateTimeOffset at)
    {
        if (!duplicateWindows.TryGetValue(path, out var window) || at + window <= now)
            return;
        // An id that was taken again after its window counts from then.
        if (!entity.Remembered.TryGetValue(messageId, out var first) || first.At + window <= at)
            entity.Remembered[messageId] = (sequenceNumber, at);
    }

    private static void Change(EntityImage entity, BinaryReader record)
    {
        var (sequenceNumber, deliveryCount, isDeferred, properties) = JournalRecord.ReadState(record);
        if (!entity.Messages.TryGetValue(sequenceNumber, out var message))
            return;
        message.DeliveryCount = deliveryCount;
        message.IsDeferred = isDeferred;
        message.ChangedProperties = properties;
    }

    private static void SetSessionState(EntityImage entity, BinaryReader record)
    {
        var session = record.ReadString();
        var length = record.ReadInt32();
        if (length < 0)
            entity.SessionStates.Remove(session);
        else
            entity.SessionStates[session] = record.ReadBytes(length);
    }
}
