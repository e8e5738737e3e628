namespace Router.Broker.Entities;

/// <summary>What a sender handed over. The payload is the encoded message, which the engine never looks into.</summary>
internal sealed record MessageContent(ReadOnlyMemory<byte> Payload)
{
    public required string MessageId { get; init; }
    public string? SessionId { get; init; }
    public string? PartitionKey { get; init; }
    public TimeSpan? TimeToLive { get; init; }
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>Further copies that a subscription's rules made of the same message: they are no duplicates of it.</summary>
    public IReadOnlyList<MessageContent> Copies { get; init; } = [];
}
