using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Router.Broker.Entities;

namespace Router.Broker.Protocol;

/// <summary>A stored message as a receiver gets it: the sender's bytes under a new header and the broker's annotations.</summary>
internal static class MessageWriter
{
    /// <summary>Who receives and deletes sees no lock.</summary>
    public static ReadOnlySpan<byte> Write(QueuedMessage message, bool showLock = true)
    {
        var ttl = message.ExpiresAt == DateTimeOffset.MaxValue ? (TimeSpan?)null : message.ExpiresAt - message.EnqueuedAt;
        var isCapped = message.Content.TimeToLive > ttl;
        var sections = MessageSections.Read(message.Content.Payload, withProperties: isCapped);
        var bare = isCapped ? WithExpiry(sections, ttl!.Value) : sections.Bare;
        var buffer = new ByteBuffer(message.Content.Payload.Length + 384, autoGrow: true);
        WriteHeader(buffer, message, sections.Header, ttl);
        showLock &= message.State == MessageState.Locked;
        if (showLock)
        {
            var delivery = new DeliveryAnnotations();
            delivery.Map[new Symbol("x-opt-lock-token")] = message.LockToken;
            delivery.Encode(buffer);
        }

        WriteAnnotations(buffer, sections.Annotations, annotations => Annotate(annotations, message, showLock));
        if (message.ChangedProperties is { } changed)
            WriteChanged(buffer, bare, changed);
        else
            Append(buffer, bare.Span);
        return buffer.Buffer.AsSpan(buffer.Offset, buffer.Length);
    }

    /// <summary>Rebuilds the map: clients send string keys, which the library can read but not write again.</summary>
    public static void WriteAnnotations(ByteBuffer buffer, MessageAnnotations? sent, Action<Map> add)
    {
        var annotations = new MessageAnnotations();
        foreach (var (key, value) in (IEnumerable<KeyValuePair<object, object>>?)sent?.Map ?? [])
            annotations.Map[new Symbol(key.ToString()!)] = value;
        add(annotations.Map);
        if (annotations.Map.Count > 0)
            annotations.Encode(buffer);
    }

    public static void Append(ByteBuffer buffer, ReadOnlySpan<byte> bytes)
    {
        buffer.Validate(write: true, bytes.Length);
        bytes.CopyTo(buffer.Buffer.AsSpan(buffer.WritePos));
        buffer.Append(bytes.Length);
    }

    private static void WriteHeader(ByteBuffer buffer, QueuedMessage message, Header? sent, TimeSpan? ttl)
    {
        var header = new Header { DeliveryCount = (uint)message.DeliveryCount };
        if (sent?.HasField(0) == true)
            header.Durable = sent.Durable;
        if (sent?.HasField(1) == true)
            header.Priority = sent.Priority;
        // Dead letters and scheduled messages don't expire and show what their sender wrote.
        if (ttl is { TotalMilliseconds: < uint.MaxValue } left)
            header.Ttl = (uint)left.TotalMilliseconds;
        else if (sent?.HasField(2) == true)
            header.Ttl = sent.Ttl;
        header.Encode(buffer);
    }

    // What the entity caps is shown capped, in the two places where a client may look.
    private static ReadOnlyMemory<byte> WithExpiry(MessageSections sections, TimeSpan ttl)
    {
        if (sections.Properties is not { } properties || properties.AbsoluteExpiryTime == default)
            return sections.Bare;
        properties.AbsoluteExpiryTime = properties.CreationTime + ttl;
        var buffer = new ByteBuffer(sections.Bare.Length + 64, autoGrow: true);
        properties.Encode(buffer);
        Append(buffer, sections.Bare.Span[sections.PropertiesLength..]);
        return buffer.Buffer.AsMemory(buffer.Offset, buffer.Length);
    }

    private static void Annotate(Map annotations, QueuedMessage message, bool showLock)
    {
        annotations[new Symbol("x-opt-sequence-number")] = message.SequenceNumber;
        annotations[new Symbol("x-opt-enqueue-sequence-number")] = message.OriginalNumber > 0 ? message.OriginalNumber : message.SequenceNumber;
        annotations[new Symbol("x-opt-enqueued-time")] = message.EnqueuedAt.UtcDateTime;
        annotations[new Symbol("x-opt-message-state")] = message.State == MessageState.Scheduled ? 2 : message.IsDeferred ? 1 : 0;
        if (showLock)
            annotations[new Symbol("x-opt-locked-until")] = message.LockedUntil.UtcDateTime;
        if (message is { DeadLetterSource: { } source, IsInDeadLetters: false })
            annotations[new Symbol("x-opt-deadletter-source")] = source;
    }

    private static void WriteChanged(ByteBuffer buffer, ReadOnlyMemory<byte> bare, Dictionary<string, object?> changed)
    {
        var (before, properties, after) = MessageSections.SplitAtApplicationProperties(bare);
        Append(buffer, before.Span);
        foreach (var (name, value) in changed)
            properties.Map[name] = value;
        properties.Encode(buffer);
        Append(buffer, after.Span);
    }
}
