namespace Router.Requests;

/// <summary>What a person said about a request beside what triage had said: an example to learn from.</summary>
/// <param name="Severity">Null where the person left it as it was.</param>
/// <param name="ComponentId">Null where the person left it as it was; <see cref="NoComponent"/> for none of them.</param>
internal sealed record PersonsDecision(RequestKind Kind, Severity? Severity, string? ComponentId, string By, DateTimeOffset At, TriageAnswer Triage)
{
    public const string NoComponent = "none";

    /// <summary>True where the person moved something that triage had been sure of.</summary>
    public bool Corrects => Triage.Kind != RequestKind.Unclear
        && (Kind != Triage.Kind || (Severity is { } severity && severity != Triage.Severity) || (ComponentId is { } component && component != (Triage.ComponentId ?? NoComponent)));
}

/// <summary>What triage said by itself, before any person did.</summary>
/// <param name="Kind">Unclear where it was not sure enough.</param>
/// <param name="Likeliest">The kind it would have guessed.</param>
/// <param name="Model">Name of the model.</param>
internal sealed record TriageAnswer(RequestKind Kind, RequestKind Likeliest, double Confidence, Severity? Severity, string? ComponentId, string? Model);
