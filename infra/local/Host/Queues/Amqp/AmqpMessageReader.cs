using System.Text;
using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Router.FunctionsHost.Queues.Amqp;

/// <summary>From an AMQP delivery of Service Bus to a message.</summary>
internal static class AmqpMessageReader
{
    public static QueueMessage Read(Message message, DateTimeOffset now)
    {
        var annotations = Annotations(message);
        var enqueued = Time(annotations.GetValueOrDefault("x-opt-enqueued-time")) ?? now;
        return new QueueMessage
        {
            Body = Body(message),
            LockToken = message.DeliveryTag is { Length: 16 } tag ? new Guid(tag) : Guid.Empty,
            LockedUntil = Time(annotations.GetValueOrDefault("x-opt-locked-until")) ?? now,
            DeliveryCount = (int)Math.Min(message.Header?.DeliveryCount ?? 0, int.MaxValue - 1) + 1,
            SequenceNumber = annotations.GetValueOrDefault("x-opt-sequence-number") as long? ?? 0,
            EnqueuedTime = enqueued,
            ExpiresAt = Expiry(message, enqueued),
            MessageId = message.Properties?.GetMessageId()?.ToString(),
            ContentType = message.Properties?.ContentType?.ToString(),
            CorrelationId = message.Properties?.GetCorrelationId()?.ToString(),
            Subject = message.Properties?.Subject,
            To = message.Properties?.To,
            ReplyTo = message.Properties?.ReplyTo,
            SessionId = message.Properties?.GroupId,
            ReplyToSessionId = message.Properties?.ReplyToGroupId,
            PartitionKey = annotations.GetValueOrDefault("x-opt-partition-key") as string,
            DeadLetterSource = annotations.GetValueOrDefault("x-opt-deadletter-source") as string,
            ApplicationProperties = Properties(message),
            Delivery = message,
        };
    }

    private static ReadOnlyMemory<byte> Body(Message message) => message.BodySection switch
    {
        Data data => data.Binary,
        DataList list => Enumerable.Range(0, list.Count).SelectMany(index => list[index].Binary).ToArray(),
        AmqpValue { Value: string text } => Encoding.UTF8.GetBytes(text),
        AmqpValue { Value: byte[] bytes } => bytes,
        _ => ReadOnlyMemory<byte>.Empty,
    };

    private static DateTimeOffset Expiry(Message message, DateTimeOffset enqueued)
    {
        if (message.Properties?.AbsoluteExpiryTime is { Year: > 1970 } absolute)
        {
            return new DateTimeOffset(DateTime.SpecifyKind(absolute, DateTimeKind.Utc));
        }

        return message.Header?.Ttl is > 0 and < uint.MaxValue and var milliseconds ? enqueued.AddMilliseconds(milliseconds) : DateTimeOffset.MaxValue;
    }

    // Peers send text keys as well as symbols, and indexing a map by the wrong one throws: go through it.
    private static Dictionary<string, object?> Annotations(Message message)
    {
        var found = new Dictionary<string, object?>();
        foreach (var (key, value) in message.MessageAnnotations?.Map ?? [])
        {
            found[key.ToString()!] = value;
        }

        return found;
    }

    private static Dictionary<string, object?> Properties(Message message)
    {
        var found = new Dictionary<string, object?>();
        foreach (var (key, value) in message.ApplicationProperties?.Map ?? [])
        {
            found[key.ToString()!] = value is Symbol symbol ? symbol.ToString() : value;
        }

        return found;
    }

    private static DateTimeOffset? Time(object? value) => value is DateTime time ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)) : null;
}
