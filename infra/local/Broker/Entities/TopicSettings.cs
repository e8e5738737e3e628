namespace Router.Broker.Entities;

/// <summary>What a topic promises. Duplicates and time to live are seen to by each subscription, which comes to the same.</summary>
internal sealed record TopicSettings
{
    public required string Path { get; init; }
    public TimeSpan DefaultTimeToLive { get; init; } = TimeSpan.MaxValue;
    public bool DetectsDuplicates { get; init; }
    public TimeSpan DuplicateWindow { get; init; } = TimeSpan.FromMinutes(10);
    public EntityNotes Notes { get; init; } = new();
    public IReadOnlyList<SubscriptionSettings> Subscriptions { get; init; } = [];

    /// <summary>Where messages wait that are scheduled to the topic; from there they go on to the subscriptions.</summary>
    public QueueSettings ForScheduled() => new() { Path = Path, ForwardTo = Path, DetectsDuplicates = DetectsDuplicates, DuplicateWindow = DuplicateWindow };
}
