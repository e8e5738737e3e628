using System.Security.Cryptography;
using Amqp;
using Amqp.Framing;
using Router.Broker.Entities;

namespace Router.Broker.Protocol;

/// <summary>Encoded messages, alone or as a batch, as what the engine stores.</summary>
internal static class MessageReader
{
    public const uint BatchFormat = 0x80013700;
    public const string ScheduledTime = "x-opt-scheduled-enqueue-time";
    public const string PartitionKey = "x-opt-partition-key";

    /// <summary>Throws <see cref="ProtocolException"/> when the bytes are no message.</summary>
    public static IReadOnlyList<MessageContent> Read(uint format, ReadOnlyMemory<byte> encoded)
    {
        try
        {
            return format == BatchFormat ? [.. Batch(encoded).Select(ReadOne)] : [ReadOne(encoded)];
        }
        catch (Exception exception) when (exception is not (ProtocolException or OutOfMemoryException))
        {
            // The decoder answers hostile bytes with whatever exception its switch or cast happens to throw.
            throw new ProtocolException(Conditions.DecodeError, "The message can't be decoded.");
        }
    }

    public static string? Text(object? id) => id switch
    {
        null => null,
        byte[] bytes => Convert.ToBase64String(bytes),
        IFormattable value => value.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => id.ToString(),
    };

    private static MessageContent ReadOne(ReadOnlyMemory<byte> encoded)
    {
        var sections = MessageSections.Read(encoded, withProperties: true);
        var messageId = Text(sections.Properties?.GetMessageId());
        if (string.IsNullOrEmpty(messageId))
        {
            messageId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            encoded = WithMessageId(sections, messageId);
        }

        DateTimeOffset? scheduled = null;
        string? partition = null;
        foreach (var (key, value) in (IEnumerable<KeyValuePair<object, object>>?)sections.Annotations?.Map ?? [])
        {
            if (key.ToString() == ScheduledTime && value is DateTime time)
                scheduled = new DateTimeOffset(time.ToUniversalTime());
            else if (key.ToString() == PartitionKey)
                partition = value?.ToString();
        }

        return new MessageContent(encoded)
        {
            MessageId = messageId,
            SessionId = sections.Properties?.GroupId,
            PartitionKey = partition,
            TimeToLive = TimeToLive(sections.Header, sections.Properties),
            ScheduledFor = scheduled,
        };
    }

    // The field holds 49 days; clients that mean more say from when until when.
    private static TimeSpan? TimeToLive(Header? header, Properties? properties)
    {
        if (header?.HasField(2) != true)
            return null;
        return header.Ttl == uint.MaxValue && properties is not null && properties.AbsoluteExpiryTime > properties.CreationTime && properties.CreationTime > default(DateTime)
            ? properties.AbsoluteExpiryTime - properties.CreationTime
            : TimeSpan.FromMilliseconds(header.Ttl);
    }

    private static byte[] WithMessageId(MessageSections sections, string messageId)
    {
        var buffer = new ByteBuffer(sections.Bare.Length + 256, autoGrow: true);
        sections.Header?.Encode(buffer);
        MessageWriter.WriteAnnotations(buffer, sections.Annotations, static _ => { });
        var properties = sections.Properties ?? new Properties();
        properties.MessageId = messageId;
        properties.Encode(buffer);
        MessageWriter.Append(buffer, sections.Bare.Span[sections.PropertiesLength..]);
        return buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray();
    }

    private static List<ReadOnlyMemory<byte>> Batch(ReadOnlyMemory<byte> envelope)
    {
        var buffer = MessageSections.BufferOver(envelope);
        var messages = new List<ReadOnlyMemory<byte>>();
        while (buffer.Length > 0)
        {
            if (MessageSections.ReadSection(buffer) is Data data)
                messages.Add(data.Binary);
        }

        return messages;
    }
}
