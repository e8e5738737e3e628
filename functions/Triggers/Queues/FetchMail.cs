using Microsoft.Azure.Functions.Worker;
using Router.Messaging;

namespace Router.Triggers.Queues;

/// <summary>Fetches a mail that the mailbox has announced.</summary>
public sealed class FetchMail(QueueMessages messages)
{
    [Function(nameof(FetchMail))]
    public Task RunAsync([ServiceBusTrigger(QueueNames.Mailbox, Connection = QueueMessages.Connection)] byte[] message, CancellationToken cancellationToken) =>
        messages.HandleAsync(nameof(FetchMail), message, cancellationToken);
}
