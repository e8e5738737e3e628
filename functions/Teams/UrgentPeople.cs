namespace Router.Teams;

/// <summary>Who looks at what no queue should decide about; person ids. Null is a hole: the request waits for whoever looks first.</summary>
internal sealed record UrgentPeople
{
    /// <summary>Security reports.</summary>
    public string? Security { get; init; }

    /// <summary>Claims, take-down demands, letters of lawyers and courts.</summary>
    public string? Legal { get; init; }

    /// <summary>People who want a copy of their data, or its deletion.</summary>
    public string? PersonalData { get; init; }
}
