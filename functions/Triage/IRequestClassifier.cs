using Router.Requests;

namespace Router.Triage;

/// <summary>Decides what a customer asks of us. Pure: no I/O, no clock; the same text always gives the same answer, and no text makes it throw.</summary>
internal interface IRequestClassifier
{
    Classification Classify(string subject, string text);
}

/// <param name="Kind">The likeliest kind, or <see cref="RequestKind.Unclear"/> where it is not sure enough.</param>
/// <param name="Probabilities">Sum to 1; given also when the kind is unclear.</param>
/// <param name="Reasons">What decided, strongest first, for a person to read.</param>
internal sealed record Classification(RequestKind Kind, Probabilities Probabilities, IReadOnlyList<Reason> Reasons)
{
    /// <summary>A sentence that clearly asks for something else than the rest; null where there is none.</summary>
    public OtherAsk? OtherAsk { get; init; }

    /// <summary>What is asked, thing by thing, where things of more than one kind are; else empty.</summary>
    public IReadOnlyList<Ask> Asks { get; init; } = [];

    /// <summary>The customer numbered things of different kinds: a person splits them.</summary>
    public bool IsSeveral { get; init; }

    /// <summary>The model was not sure, and a language model said the kind.</summary>
    public bool IsSecondOpinion { get; init; }

    /// <summary>Name of the model that decided.</summary>
    public string Model { get; init; } = "";

    /// <summary>The likeliest kind's probability, 0 to 1.</summary>
    public double Confidence => Probabilities.Highest;
}
