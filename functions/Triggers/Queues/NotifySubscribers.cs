using Microsoft.Azure.Functions.Worker;
using Router.Messaging;

namespace Router.Triggers.Queues;

/// <summary>Writes down what the subscribers are to be told.</summary>
public sealed class NotifySubscribers(QueueMessages messages)
{
    [Function(nameof(NotifySubscribers))]
    public Task RunAsync([ServiceBusTrigger(QueueNames.Facts, Connection = QueueMessages.Connection)] byte[] message, CancellationToken cancellationToken) =>
        messages.HandleAsync(nameof(NotifySubscribers), message, cancellationToken);
}
