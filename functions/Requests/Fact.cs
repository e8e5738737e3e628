namespace Router.Requests;

/// <summary>What a step has made true of a request, as it was then: ids and classes only, no words of the customer's.</summary>
/// <param name="Type">One of <see cref="FactTypes"/>.</param>
internal sealed record Fact(string Type, Channel Channel, string Source, DateTimeOffset ReceivedAt, RequestState State)
{
    public bool IsAutomatic { get; init; }

    /// <summary>Null before triage.</summary>
    public RequestKind? Kind { get; init; }

    public double? Confidence { get; init; }

    /// <summary>True where a person has said what it is.</summary>
    public bool IsDecidedByPerson { get; init; }

    public Severity? Severity { get; init; }

    public string? ComponentId { get; init; }

    public string? OwnerId { get; init; }

    public LandingPlace? Place { get; init; }

    /// <summary>Path of the page that shows where it landed.</summary>
    public string? Path { get; init; }
}
