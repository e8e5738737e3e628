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

/// <summary>All entities of a log, in memory between the read at the start and the first client.</summary>
internal sealed class JournalImage
{
    // Azure's longest window for duplicates.
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(7);

    public Dictionary<string, EntityImage> Entities { get; } = new(StringComparer.OrdinalIgnoreCase);

    public void Apply(BinaryReader record)
    {
        var kind = (RecordKind)record.ReadByte();
        var entity = Of(record.ReadString());
        switch (kind)
        {
            case RecordKind.Stored:
                Store(entity, JournalRecord.ReadStored(record));
                break;
            case RecordKind.Changed:
                Change(entity, record);
                break;
            case RecordKind.Removed:
                entity.Messages.Remove(record.ReadInt64());
                break;
            case RecordKind.SessionState:
                SetSessionState(entity, record);
                break;
            case RecordKind.LastNumber:
                entity.LastNumber = Math.Max(entity.LastNumber, record.ReadInt64());
                break;
            case RecordKind.Remembered:
                entity.Remembered[record.ReadString()] = (record.ReadInt64(), JournalRecord.Time(record.ReadInt64()));
                break;
            default:
                throw new InvalidDataException($"Unknown record {kind}.");
        }
    }

    public void Write(BinaryWriter writer, Action endRecord, DateTimeOffset now)
    {
        foreach (var (path, entity) in Entities)
        {
            JournalRecord.LastNumber(writer, path, entity.LastNumber);
            endRecord();
            foreach (var (id, seen) in entity.Remembered.Where(pair => pair.Value.At + LongestWindow > now).OrderBy(pair => pair.Value.At))
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
                engine.Sessions.SetState(session, state);
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

    private static void Store(EntityImage entity, QueuedMessage message)
    {
        entity.Messages[message.SequenceNumber] = message;
        entity.LastNumber = Math.Max(entity.LastNumber, message.SequenceNumber);
        if (message.DeadLetterSource is null)
            entity.Remembered.TryAdd(message.Content.MessageId, (message.SequenceNumber, message.EnqueuedAt));
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
