namespace Router.Broker.Entities;

internal enum MessageState
{
    Active,
    Locked,
    Scheduled,
    Deferred,
    Gone,
}

/// <summary>One message of one queue; only the entity's own mailbox touches it.</summary>
internal sealed class QueuedMessage
{
    public required long SequenceNumber { get; init; }
    public required MessageContent Content { get; init; }
    public DateTimeOffset EnqueuedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; } = DateTimeOffset.MaxValue;
    public MessageState State { get; set; }

    /// <summary>Failed deliveries so far, as <c>header.delivery-count</c> shows them.</summary>
    public int DeliveryCount { get; set; }

    public Guid LockToken { get; set; }
    public DateTimeOffset LockedUntil { get; set; }

    /// <summary>A deferred message that was locked by its sequence number goes back to being deferred.</summary>
    public bool IsDeferred { get; set; }

    /// <summary>Application properties set by abandon, defer and dead-letter, on top of what the sender wrote.</summary>
    public Dictionary<string, object?>? ChangedProperties { get; set; }

    /// <summary>The number it had where it was first sent to, for a message that was forwarded; otherwise 0.</summary>
    public long OriginalNumber { get; init; }

    /// <summary>Where it was dead-lettered. Shown once it has been forwarded from there.</summary>
    public string? DeadLetterSource { get; set; }

    public bool IsInDeadLetters { get; set; }

    public void Change(IReadOnlyDictionary<string, object?>? properties)
    {
        if (properties is null || properties.Count == 0)
            return;
        ChangedProperties ??= new(StringComparer.Ordinal);
        foreach (var (name, value) in properties)
            ChangedProperties[name] = value;
    }
}
