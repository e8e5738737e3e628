namespace Router.Broker.Entities;

/// <summary>What an entity is told at its creation and only tells again.</summary>
internal sealed record EntityNotes
{
    public string? UserMetadata { get; init; }
    public bool BatchedOperations { get; init; } = true;
    public long MaxSizeInMegabytes { get; init; } = 1024;
}
