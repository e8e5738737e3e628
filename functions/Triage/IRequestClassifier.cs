using System.Text.Json.Serialization;
using Router.Shared;

namespace Router.Triage;

/// <summary>Decides what a customer asks of us. Pure: no I/O, no clock; the same text always gives the same answer, and no text makes it throw.</summary>
internal interface IRequestClassifier
{
    Classification Classify(string subject, string text);
}

/// <param name="Kind">The likeliest kind, or <see cref="RequestKind.Unclear"/> under the confidence threshold.</param>
/// <param name="Probabilities">Sum to 1; given also when the kind is unclear.</param>
/// <param name="Reasons">What decided, strongest first, for a person to read.</param>
internal sealed record Classification(RequestKind Kind, Probabilities Probabilities, IReadOnlyList<Reason> Reasons)
{
    /// <summary>The likeliest kind's probability, 0 to 1.</summary>
    public double Confidence => Math.Max(Probabilities.Doing, Math.Max(Probabilities.Building, Probabilities.Fixing));
}

/// <summary>Probability of each kind, 0 to 1.</summary>
internal sealed record Probabilities(double Doing, double Building, double Fixing)
{
    /// <summary>The likeliest of the three; on a tie the one that a person most likely sees through: doing before fixing before building.</summary>
    [JsonIgnore]
    public RequestKind Likeliest =>
        Doing >= Fixing && Doing >= Building ? RequestKind.Doing
        : Fixing >= Building ? RequestKind.Fixing
        : RequestKind.Building;
}

/// <param name="Kind">The kind it speaks for.</param>
/// <param name="Evidence">The customer's words that counted, at most 120 characters.</param>
/// <param name="Why">What that wording usually means, in our own words.</param>
/// <param name="Weight">How much it counted; may be negative where it spoke against the kind.</param>
internal sealed record Reason(RequestKind Kind, string Evidence, string Why, double Weight);
