using Router.Messaging.ServiceBus;

namespace Router.Messaging;

/// <summary>Sends to a queue and returns when the broker has confirmed; never fire and forget.</summary>
internal interface IMessageSender
{
    /// <exception cref="MessagingException">The broker refused or did not confirm in time; the message may have arrived all the same.</exception>
    Task SendAsync(string queue, OutboundMessage message, CancellationToken cancellationToken);

    /// <summary>Sends several, in as few transfers as the broker's largest message allows; here one by one, for senders that know no batches.</summary>
    /// <exception cref="MessagingException">As for one; any of them may have arrived.</exception>
    async Task SendAsync(string queue, IReadOnlyList<OutboundMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            await SendAsync(queue, message, cancellationToken);
        }
    }
}

/// <param name="MessageId">Stable over repetitions: the broker's duplicate-detection key.</param>
/// <param name="Envelope">What is to be done.</param>
/// <param name="NotBefore">Delivered from then on; null delivers at once.</param>
internal sealed record OutboundMessage(string MessageId, MessageEnvelope Envelope, DateTimeOffset? NotBefore = null);

/// <summary>A message was not confirmed.</summary>
internal sealed class MessagingException(string message, BrokerFailure reason, Exception? inner = null) : Exception(message, inner)
{
    public BrokerFailure Reason { get; } = reason;

    public FailureCategory Category { get; } = ServiceBusErrors.Classify(reason);
}
