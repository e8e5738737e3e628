namespace Router.Broker.Entities;

/// <summary>What a queue, or one subscription of a topic, promises; the names and defaults are those of Azure Service Bus.</summary>
internal sealed record QueueSettings
{
    public required string Path { get; init; }
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(1);
    public int MaxDeliveryCount { get; init; } = 10;
    public TimeSpan DefaultTimeToLive { get; init; } = TimeSpan.MaxValue;
    public bool DeadLettersExpired { get; init; }
    public bool DetectsDuplicates { get; init; }
    public TimeSpan DuplicateWindow { get; init; } = TimeSpan.FromMinutes(10);
    public bool RequiresSession { get; init; }

    /// <summary>The queue or topic to which everything that becomes ready goes on; nobody can receive from this one then.</summary>
    public string? ForwardTo { get; init; }

    public string? ForwardDeadLettersTo { get; init; }

    public EntityNotes Notes { get; init; } = new();

    /// <summary>A dead-letter queue neither expires nor dead-letters what it holds.</summary>
    public bool IsDeadLetterQueue { get; init; }

    public QueueSettings ForDeadLetters() => new()
    {
        Path = Path + EntityPath.DeadLetterSuffix,
        LockDuration = LockDuration,
        MaxDeliveryCount = int.MaxValue,
        ForwardTo = ForwardDeadLettersTo,
        IsDeadLetterQueue = true,
    };
}
