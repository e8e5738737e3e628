namespace Router.Runner.Sending;

/// <summary>What a running Router answers to an accepted request.</summary>
internal sealed record Receipt(string Id, string Status);

/// <summary>How far a request has come, as its status page says it.</summary>
internal sealed record RequestStatus
{
    public string? Id { get; init; }

    public string? Channel { get; init; }

    public string? Kind { get; init; }

    public double? Confidence { get; init; }

    public string? State { get; init; }

    public bool Settled { get; init; }

    public string? Place { get; init; }

    public string? Link { get; init; }
}
