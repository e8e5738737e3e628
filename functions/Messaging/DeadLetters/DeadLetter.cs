namespace Router.Messaging.DeadLetters;

/// <summary>A message that the broker has put aside in the dead-letter queue of one of our queues.</summary>
/// <param name="Queue">The queue it was put aside from.</param>
/// <param name="SequenceNumber">Its name within the queue.</param>
/// <param name="Envelope">What it asks for; null when it is no message of ours.</param>
/// <param name="Reason">Why it was put aside, as the broker or the one who did it says.</param>
/// <param name="DeliveryCount">How often it was delivered before it was given up.</param>
internal sealed record DeadLetter(
    string Queue,
    long SequenceNumber,
    MessageEnvelope? Envelope,
    string Reason,
    string Description,
    DateTimeOffset EnqueuedAt,
    int DeliveryCount);

/// <summary>What became of the removal of a dead letter, as the broker has confirmed it.</summary>
internal enum RemovalResult
{
    Removed,

    /// <summary>The lock ran out, or another one has removed it: it may be there still.</summary>
    LockLost,
}
