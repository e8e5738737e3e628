namespace Router.FunctionsHost.Queues;

/// <summary>One connection to one queue. Every member throws when the connection is gone; a new one then has to be made.</summary>
internal interface IQueueSource : IAsyncDisposable
{
    Task<QueueMessage> ReceiveAsync(CancellationToken cancellation);

    Task CompleteAsync(QueueMessage message);

    Task AbandonAsync(QueueMessage message);

    /// <returns>Until when the message is locked now.</returns>
    Task<DateTimeOffset> RenewLockAsync(QueueMessage message, CancellationToken cancellation);
}

internal interface IQueueConnector
{
    /// <param name="queue">The queue to read.</param>
    /// <param name="concurrency">How many messages the source may hand out before one of them is settled.</param>
    /// <param name="cancellation">Gives up connecting.</param>
    Task<IQueueSource> ConnectAsync(string queue, int concurrency, CancellationToken cancellation);
}
