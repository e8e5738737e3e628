using Microsoft.Azure.Functions.Worker;
using Router.Messaging;

namespace Router.Triggers.Queues;

/// <summary>Decides what a request that has come in is.</summary>
public sealed class TriageRequest(QueueMessages messages)
{
    [Function(nameof(TriageRequest))]
    public Task RunAsync([ServiceBusTrigger(QueueNames.Triage, Connection = QueueMessages.Connection)] byte[] message, CancellationToken cancellationToken) =>
        messages.HandleAsync(nameof(TriageRequest), message, cancellationToken);
}
