namespace Router.Runner.Sending;

/// <summary>A request to send to a running Router as its sender would.</summary>
internal sealed record Sample
{
    public required string Name { get; init; }

    public required string Channel { get; init; }

    public required string Path { get; init; }

    public required string ContentType { get; init; }

    /// <summary>What its author expects of it, for programs that compare.</summary>
    public string? Expect { get; init; }

    public required byte[] Body { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The webhook source that signs it, if any.</summary>
    public string? Sign { get; init; }
}
