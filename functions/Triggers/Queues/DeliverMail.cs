using Microsoft.Azure.Functions.Worker;
using Router.Messaging;

namespace Router.Triggers.Queues;

/// <summary>Hands a mail to the customer, to a colleague or to nobody yet, by what was decided of it.</summary>
public sealed class DeliverMail(QueueMessages messages)
{
    [Function(nameof(DeliverMail))]
    public Task RunAsync([ServiceBusTrigger(QueueNames.Outgoing, Connection = QueueMessages.Connection)] byte[] message, CancellationToken cancellationToken) =>
        messages.HandleAsync(nameof(DeliverMail), message, cancellationToken);
}
