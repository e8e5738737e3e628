namespace Router.Messaging.DeadLetters;

/// <summary>The dead-letter queues of our queues.</summary>
internal interface IDeadLetterQueues
{
    /// <summary>Looks at the dead letters of queues, each queue's oldest first, without locking any.</summary>
    /// <param name="limit">At most so many of each queue.</param>
    /// <exception cref="MessagingException">The broker refused or did not answer in time.</exception>
    Task<IReadOnlyList<DeadLetter>> PeekAsync(IReadOnlyCollection<string> queues, int limit, CancellationToken cancellationToken);

    /// <summary>Locks the wanted ones of a queue's dead letters for a minute; those that somebody else holds are left out.</summary>
    /// <param name="wanted">Sequence numbers that <see cref="PeekAsync"/> has shown.</param>
    /// <param name="reach">How many dead letters there are up to the last of the wanted: they come in order.</param>
    Task<IDeadLetterBatch> ReceiveAsync(string queue, IReadOnlySet<long> wanted, int reach, CancellationToken cancellationToken);
}

/// <summary>Dead letters that are locked; those that were not removed are free again once it is disposed.</summary>
internal interface IDeadLetterBatch : IAsyncDisposable
{
    IReadOnlyList<DeadLetter> Letters { get; }

    /// <summary>Sends a copy of a message, as it came, to the queue that it was put aside from.</summary>
    Task SendAgainAsync(DeadLetter letter, CancellationToken cancellationToken);

    /// <summary>Removes a dead letter and waits for the broker to confirm it.</summary>
    Task<RemovalResult> RemoveAsync(DeadLetter letter, CancellationToken cancellationToken);
}
