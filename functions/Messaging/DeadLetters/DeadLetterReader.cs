using Amqp;
using Amqp.Framing;

namespace Router.Messaging.DeadLetters;

/// <summary>From a delivery of a dead-letter queue to a <see cref="DeadLetter"/>. Whatever stands in it was written by others.</summary>
internal static class DeadLetterReader
{
    private const int Deferred = 1;
    private const int LongestEnvelope = 4096;
    private const int LongestReason = 100;
    private const int LongestDescription = 300;

    public static DeadLetter Read(string queue, Message message)
    {
        var (annotations, properties) = (message.MessageAnnotations?.Map, message.ApplicationProperties?.Map);
        return new DeadLetter(
            queue,
            AmqpMaps.Number(annotations, "x-opt-sequence-number"),
            Body(message) is { Length: <= LongestEnvelope } body ? MessageEnvelope.Parse(body) : null,
            Clean(AmqpMaps.Text(properties, "DeadLetterReason"), LongestReason),
            Clean(AmqpMaps.Text(properties, "DeadLetterErrorDescription"), LongestDescription),
            AmqpMaps.Value(annotations, "x-opt-enqueued-time") is DateTime time ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)) : default,
            (int)Math.Min(message.Header?.DeliveryCount ?? 0, int.MaxValue));
    }

    /// <summary>Deferred ones can't be received; whoever deferred it has plans of their own.</summary>
    public static bool IsDeferred(Message message) => AmqpMaps.Number(message.MessageAnnotations?.Map, "x-opt-message-state") == Deferred;

    /// <summary>A copy that can be sent: the sender's own parts, without what the broker has added.</summary>
    public static Message CopyOf(Message message, string messageId)
    {
        var copy = new Message
        {
            BodySection = message.BodySection,
            Properties = new Properties
            {
                MessageId = messageId,
                CorrelationId = message.Properties?.GetCorrelationId()?.ToString(),
                Subject = message.Properties?.Subject,
                ContentType = message.Properties?.ContentType,
                GroupId = message.Properties?.GroupId,
            },
            ApplicationProperties = new ApplicationProperties(),
        };
        foreach (var (key, value) in (IEnumerable<KeyValuePair<object, object?>>?)message.ApplicationProperties?.Map ?? [])
        {
            if (key.ToString() is { } name and not ("DeadLetterReason" or "DeadLetterErrorDescription"))
            {
                copy.ApplicationProperties[name] = value;
            }
        }

        return copy;
    }

    private static byte[]? Body(Message message) => message.BodySection switch
    {
        Data data => data.Binary,
        AmqpValue { Value: byte[] bytes } => bytes,
        _ => null,
    };

    private static string Clean(string? text, int longest)
    {
        var kept = (text ?? "").Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter)).Take(longest);
        return string.Concat(kept).Trim();
    }
}
