namespace Router.Broker.Entities;

/// <summary>What a sender handed over. The payload is the encoded message, which the engine never looks into.</summary>
internal sealed record MessageContent(ReadOnlyMemory<byte> Payload)
{
    public required string MessageId { get; init; }
    public string? SessionId { get; init; }
    public string? PartitionKey { get; init; }
    public TimeSpan? TimeToLive { get; init; }
    public DateTimeOffset? ScheduledFor { get; init; }
}
