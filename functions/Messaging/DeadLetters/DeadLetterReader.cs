using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;

namespace Router.Messaging.DeadLetters;

/// <summary>From a message of a dead-letter queue to a <see cref="DeadLetter"/>. Whatever stands in it was written by others.</summary>
internal static class DeadLetterReader
{
    private const int LongestEnvelope = 4096;
    private const int LongestReason = 100;
    private const int LongestDescription = 300;

    public static DeadLetter Read(string queue, ServiceBusReceivedMessage message) => new(
        queue,
        message.SequenceNumber,
        Body(message.GetRawAmqpMessage().Body) is { Length: <= LongestEnvelope } body ? MessageEnvelope.Parse(body.Span) : null,
        Clean(Text(message, "DeadLetterReason"), LongestReason),
        Clean(Text(message, "DeadLetterErrorDescription"), LongestDescription),
        message.EnqueuedTime,
        message.DeliveryCount);

    // Not message.Body, which throws for what is no data section.
    private static ReadOnlyMemory<byte>? Body(AmqpMessageBody body)
    {
        if (body.TryGetData(out var data))
        {
            return data?.ToList() switch
            {
                [var one] => one,
                _ => null,
            };
        }

        return body.TryGetValue(out var value) && value is byte[] bytes ? bytes : null;
    }

    // Not message.DeadLetterReason, which takes nothing but text.
    private static string? Text(ServiceBusReceivedMessage message, string name) =>
        message.ApplicationProperties.TryGetValue(name, out var value) ? value?.ToString() : null;

    private static string Clean(string? text, int longest)
    {
        var kept = (text ?? "").Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter)).Take(longest);
        return string.Concat(kept).Trim();
    }
}
