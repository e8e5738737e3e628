using Microsoft.Azure.Functions.Worker;
using Router.Messaging;

namespace Router.Triggers.Queues;

/// <summary>Files a request to fix something with the owner of its component.</summary>
public sealed class FileBug(QueueMessages messages)
{
    [Function(nameof(FileBug))]
    public Task RunAsync([ServiceBusTrigger(QueueNames.Fixing, Connection = QueueMessages.Connection)] byte[] message, CancellationToken cancellationToken) =>
        messages.HandleAsync(nameof(FileBug), message, cancellationToken);
}
