namespace Router.FunctionsHost.Queues;

/// <summary>A locked message as the broker delivered it.</summary>
internal sealed record QueueMessage
{
    public required ReadOnlyMemory<byte> Body { get; init; }

    public required Guid LockToken { get; init; }

    public required DateTimeOffset LockedUntil { get; init; }

    /// <summary>1 on the first delivery.</summary>
    public int DeliveryCount { get; init; } = 1;

    public long SequenceNumber { get; init; }

    public DateTimeOffset EnqueuedTime { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public string? MessageId { get; init; }

    public string? ContentType { get; init; }

    public string? CorrelationId { get; init; }

    public string? Subject { get; init; }

    public string? To { get; init; }

    public string? ReplyTo { get; init; }

    public string? SessionId { get; init; }

    public string? ReplyToSessionId { get; init; }

    public string? PartitionKey { get; init; }

    public string? DeadLetterSource { get; init; }

    public IReadOnlyDictionary<string, object?> ApplicationProperties { get; init; } = new Dictionary<string, object?>();

    /// <summary>What the source needs to settle the message; nobody else looks at it.</summary>
    public object? Delivery { get; init; }
}
