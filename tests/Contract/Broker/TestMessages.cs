using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Router.Contract.Broker;

internal static class TestMessages
{
    public static Message Text(string id, string body = "hello") => new()
    {
        Properties = new Properties { MessageId = id },
        BodySection = new Data { Binary = System.Text.Encoding.UTF8.GetBytes(body) },
    };

    public static Message ScheduledFor(this Message message, DateTimeOffset time)
    {
        message.MessageAnnotations ??= new MessageAnnotations();
        message.MessageAnnotations[new Symbol("x-opt-scheduled-enqueue-time")] = time.UtcDateTime;
        return message;
    }

    public static string Id(this Message message) => message.Properties.MessageId;

    public static Guid Lock(this Message message) => new(message.DeliveryTag);

    public static long SequenceNumber(this Message message) => (long)message.MessageAnnotations[new Symbol("x-opt-sequence-number")];

    public static byte[] Encoded(this Message message)
    {
        var buffer = message.Encode();
        return buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray();
    }
}
