using Router.Requests;
using Router.Routing;

namespace Router.Triage;

internal enum TriageOutcome
{
    /// <summary>It goes to the destination that the decision names.</summary>
    Routed,

    /// <summary>The kind is not sure enough; a person decides.</summary>
    Unclear,

    /// <summary>A machine wrote it: kept and shown, never routed or answered.</summary>
    Automatic,
}

/// <summary>Everything triage decided about one request, each with its reason.</summary>
internal sealed record TriageDecision(TriageOutcome Outcome, Classification Classification, RequestRoute Route)
{
    /// <summary>Given for faults only.</summary>
    public SeverityDecision? Severity { get; init; }

    /// <summary>Null where the request names none.</summary>
    public ComponentMatch? Component { get; init; }

    /// <summary>What no queue should decide about; null for the most.</summary>
    public UrgentMatter? Urgent { get; init; }

    /// <summary>What a language model said; null where none was asked or none answered.</summary>
    public OpinionGiven? Opinion { get; init; }

    /// <summary>Person id of the component's owner, or of who looks at such urgent matters; null where the team file names nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>What the customer has to be asked for; given for faults only.</summary>
    public IReadOnlyList<MissingDetail> MissingDetails { get; init; } = [];

    /// <summary>The message to its destination; null unless routed.</summary>
    public string? Message => Route.Message;
}
