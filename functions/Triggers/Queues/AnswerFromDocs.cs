using Microsoft.Azure.Functions.Worker;
using Router.Messaging;

namespace Router.Triggers.Queues;

/// <summary>Answers a request to do something.</summary>
public sealed class AnswerFromDocs(QueueMessages messages)
{
    [Function(nameof(AnswerFromDocs))]
    public Task RunAsync([ServiceBusTrigger(QueueNames.Doing, Connection = QueueMessages.Connection)] byte[] message, CancellationToken cancellationToken) =>
        messages.HandleAsync(nameof(AnswerFromDocs), message, cancellationToken);
}
