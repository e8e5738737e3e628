using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Router.Messaging.ServiceBus;

/// <summary>From messages to transfers no larger than the link takes.</summary>
internal static class MessageEncoder
{
    // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-protocol-guide: a batch is a message whose data sections are messages.
    private const uint BatchFormat = 0x80013700;

    // A data section's descriptor and length around each message, and room for the envelope's own properties.
    private const int SectionBytes = 8;
    private const int EnvelopeBytes = 64;
    private static readonly Symbol ScheduledEnqueueTime = "x-opt-scheduled-enqueue-time";

    /// <summary>The transfers for all messages from <paramref name="from"/> on, each with how many of them it holds.</summary>
    /// <exception cref="MessagingException">One message alone is too large; none should be sent.</exception>
    public static IReadOnlyList<(Message Transfer, int Count)> Transfers(IReadOnlyList<OutboundMessage> messages, int from, long maxMessageSize)
    {
        var transfers = new List<(Message, int)>();
        var batch = new List<byte[]>();
        var size = 0L;
        for (var index = from; index < messages.Count; index++)
        {
            var bytes = BytesOf(messages[index], maxMessageSize);
            if (batch.Count > 0 && size + bytes.Length + SectionBytes > maxMessageSize)
            {
                transfers.Add(Transfer(messages[index - batch.Count], batch));
                batch.Clear();
            }

            size = bytes.Length + SectionBytes + (batch.Count == 0 ? EnvelopeBytes + (4L * messages[index].MessageId.Length) : size);
            batch.Add(bytes);
        }

        if (batch.Count > 0)
        {
            transfers.Add(Transfer(messages[^batch.Count], batch));
        }

        return transfers;
    }

    public static Message Encode(OutboundMessage message)
    {
        var encoded = new Message
        {
            BodySection = new Data { Binary = message.Envelope.ToBytes() },
            Properties = new Properties
            {
                MessageId = message.MessageId,
                CorrelationId = message.Envelope.Partition,
                Subject = message.Envelope.Message,
                ContentType = "application/json",
            },
        };
        if (message.NotBefore is { } notBefore)
        {
            encoded.MessageAnnotations = new MessageAnnotations { [ScheduledEnqueueTime] = notBefore.UtcDateTime };
        }

        return encoded;
    }

    private static (Message Transfer, int Count) Transfer(OutboundMessage first, List<byte[]> batch)
    {
        if (batch.Count == 1)
        {
            return (Encode(first), 1);
        }

        var body = new DataList();
        batch.ForEach(bytes => body.Add(new Data { Binary = bytes }));
        return (new Message { Format = BatchFormat, BodySection = body, Properties = new Properties { MessageId = first.MessageId } }, batch.Count);
    }

    private static byte[] BytesOf(OutboundMessage message, long maxMessageSize)
    {
        var buffer = Encode(message).Encode();
        return buffer.Length <= maxMessageSize
            ? buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray()
            : throw TooLarge(message, buffer.Length, maxMessageSize);
    }

    private static MessagingException TooLarge(OutboundMessage message, long size, long limit) =>
        new($"The message {message.Envelope.Message} of {message.Envelope.Partition} has {size} bytes; the queue takes {limit}.", BrokerFailure.Permanent);
}
