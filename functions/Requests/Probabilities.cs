using System.Text.Json.Serialization;

namespace Router.Requests;

/// <summary>Probability of each kind, 0 to 1; with <see cref="Nothing"/> they sum to 1.</summary>
internal sealed record Probabilities(double Doing, double Building, double Fixing)
{
    /// <summary>That the message asks nothing: a greeting, thanks, an offer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Nothing { get; init; }

    [JsonIgnore]
    public bool AsksNothing => Nothing >= Highest;

    /// <summary>The likeliest of the three; on a tie the one that a person most likely sees through: doing before fixing before building.</summary>
    [JsonIgnore]
    public RequestKind Likeliest =>
        Doing >= Fixing && Doing >= Building ? RequestKind.Doing
        : Fixing >= Building ? RequestKind.Fixing
        : RequestKind.Building;

    /// <summary>0 for what is no kind of its own.</summary>
    public double Of(RequestKind kind) => kind switch
    {
        RequestKind.Doing => Doing,
        RequestKind.Building => Building,
        RequestKind.Fixing => Fixing,
        _ => 0,
    };

    [JsonIgnore]
    public double Highest => Math.Max(Doing, Math.Max(Building, Fixing));
}
