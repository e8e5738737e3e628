using Microsoft.Azure.Functions.Worker;
using Router.Messaging;

namespace Router.Triggers.Queues;

/// <summary>Lets an approved mail leave, and tells the ticket system what it asked to be told.</summary>
public sealed class SendMail(QueueMessages messages)
{
    [Function(nameof(SendMail))]
    public Task RunAsync([ServiceBusTrigger(QueueNames.Leaving, Connection = QueueMessages.Connection)] byte[] message, CancellationToken cancellationToken) =>
        messages.HandleAsync(nameof(SendMail), message, cancellationToken);
}
