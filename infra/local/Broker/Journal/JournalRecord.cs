using Router.Broker.Entities;

namespace Router.Broker.Journal;

internal enum RecordKind : byte
{
    Stored = 1,
    Changed = 2,
    Removed = 3,
    SessionState = 4,
    LastNumber = 5,
    Remembered = 6,
    Moved = 7,
}

/// <summary>The body of one record; every kind begins with the kind and the entity.</summary>
internal static class JournalRecord
{
    public static void Stored(BinaryWriter writer, string entity, QueuedMessage message)
    {
        Begin(writer, RecordKind.Stored, entity);
        WriteMessage(writer, message);
    }

    public static void Moved(BinaryWriter writer, string from, long sequenceNumber, string to, QueuedMessage message)
    {
        Begin(writer, RecordKind.Moved, to);
        writer.Write(from);
        writer.Write(sequenceNumber);
        WriteMessage(writer, message);
    }

    private static void WriteMessage(BinaryWriter writer, QueuedMessage message)
    {
        WriteState(writer, message);
        writer.Write(message.EnqueuedAt.UtcTicks);
        writer.Write(message.ExpiresAt.UtcTicks);
        var content = message.Content;
        writer.Write(content.MessageId);
        WriteOptional(writer, content.SessionId);
        WriteOptional(writer, content.PartitionKey);
        WriteOptional(writer, message.DeadLetterSource);
        writer.Write(content.TimeToLive?.Ticks ?? -1);
        writer.Write(content.ScheduledFor?.UtcTicks ?? -1);
        writer.Write(content.Payload.Length);
        writer.Write(content.Payload.Span);
        writer.Write(message.OriginalNumber);
    }

    public static void Changed(BinaryWriter writer, string entity, QueuedMessage message)
    {
        Begin(writer, RecordKind.Changed, entity);
        WriteState(writer, message);
    }

    public static void Removed(BinaryWriter writer, string entity, long sequenceNumber)
    {
        Begin(writer, RecordKind.Removed, entity);
        writer.Write(sequenceNumber);
    }

    public static void SessionState(BinaryWriter writer, string entity, string sessionId, ReadOnlyMemory<byte>? state)
    {
        Begin(writer, RecordKind.SessionState, entity);
        writer.Write(sessionId);
        writer.Write(state?.Length ?? -1);
        writer.Write(state.GetValueOrDefault().Span);
    }

    public static void LastNumber(BinaryWriter writer, string entity, long last)
    {
        Begin(writer, RecordKind.LastNumber, entity);
        writer.Write(last);
    }

    public static void Remembered(BinaryWriter writer, string entity, string messageId, long sequenceNumber, DateTimeOffset at)
    {
        Begin(writer, RecordKind.Remembered, entity);
        writer.Write(messageId);
        writer.Write(sequenceNumber);
        writer.Write(at.UtcTicks);
    }

    public static QueuedMessage ReadStored(BinaryReader reader)
    {
        var (sequenceNumber, deliveryCount, isDeferred, properties) = ReadState(reader);
        var enqueuedAt = Time(reader.ReadInt64());
        var expiresAt = Time(reader.ReadInt64());
        var messageId = reader.ReadString();
        var (sessionId, partitionKey, source) = (ReadOptional(reader), ReadOptional(reader), ReadOptional(reader));
        var (ttl, scheduled) = (reader.ReadInt64(), reader.ReadInt64());
        return new QueuedMessage
        {
            SequenceNumber = sequenceNumber,
            DeliveryCount = deliveryCount,
            IsDeferred = isDeferred,
            ChangedProperties = properties,
            EnqueuedAt = enqueuedAt,
            ExpiresAt = expiresAt,
            DeadLetterSource = source,
            Content = new MessageContent(reader.ReadBytes(reader.ReadInt32()))
            {
                MessageId = messageId,
                SessionId = sessionId,
                PartitionKey = partitionKey,
                TimeToLive = ttl < 0 ? null : TimeSpan.FromTicks(ttl),
                ScheduledFor = scheduled < 0 ? null : Time(scheduled),
            },
            // Logs of before there was forwarding end here.
            OriginalNumber = reader.BaseStream.Position < reader.BaseStream.Length ? reader.ReadInt64() : 0,
        };
    }

    public static (long SequenceNumber, int DeliveryCount, bool IsDeferred, Dictionary<string, object?>? Properties) ReadState(BinaryReader reader) =>
        (reader.ReadInt64(), reader.ReadInt32(), reader.ReadBoolean(), PropertyMap.Decode(reader.ReadBytes(reader.ReadInt32())));

    public static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    private static void Begin(BinaryWriter writer, RecordKind kind, string entity)
    {
        writer.Write((byte)kind);
        writer.Write(entity);
    }

    private static void WriteState(BinaryWriter writer, QueuedMessage message)
    {
        writer.Write(message.SequenceNumber);
        writer.Write(message.DeliveryCount);
        writer.Write(message.IsDeferred);
        var properties = PropertyMap.Encode(message.ChangedProperties);
        writer.Write(properties.Length);
        writer.Write(properties);
    }

    private static void WriteOptional(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
            writer.Write(text);
    }

    private static string? ReadOptional(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;
}
