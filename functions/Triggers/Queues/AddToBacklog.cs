using Microsoft.Azure.Functions.Worker;
using Router.Messaging;

namespace Router.Triggers.Queues;

/// <summary>Puts a request to build something on the board.</summary>
public sealed class AddToBacklog(QueueMessages messages)
{
    [Function(nameof(AddToBacklog))]
    public Task RunAsync([ServiceBusTrigger(QueueNames.Building, Connection = QueueMessages.Connection)] byte[] message, CancellationToken cancellationToken) =>
        messages.HandleAsync(nameof(AddToBacklog), message, cancellationToken);
}
