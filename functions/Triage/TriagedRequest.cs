using Router.Requests;
using Router.Storage;
using Router.Teams;

namespace Router.Triage;

/// <summary>Between a stored request and a triage decision about it.</summary>
internal static class TriagedRequest
{
    public static InboundRequest Read(Request request, Partition partition) =>
        new(request.Channel, request.Source, request.Id, request.Subject, partition.Text, request.Customer)
        {
            SentAt = request.SentAt,
            ProductArea = request.ProductArea,
            ThreadKey = request.ThreadKey,
            Details = request.Details,
            Attachments = request.Attachments,
            IsAutomatic = request.IsAutomatic,
        };

    /// <summary>The request as triage leaves it: what was decided, and what becomes of it.</summary>
    public static Request After(this Request request, TriageDecision decision, Team team)
    {
        var (state, reason) = decision.Outcome switch
        {
            TriageOutcome.Routed => (RequestState.Routed, null),
            TriageOutcome.Unclear => (RequestState.Waiting, decision.Urgent is { } urgent ? UrgentReason(decision, urgent, team) : WaitingReason(decision.Classification)),
            _ => (RequestState.Ignored, "A machine wrote it."),
        };
        return request.With(decision) with { State = state, StateReason = reason };
    }

    /// <summary>For the timeline.</summary>
    public static string EventOf(TriageDecision decision) => decision.Urgent is { } urgent
        ? $"It reads like {UrgentMatters.Describe(urgent)}: a person looks at it."
        : decision.Classification.IsSecondOpinion
        ? $"Triage was not sure; a language model said {decision.Classification.Kind}. {decision.Route.Why}"
        : $"Triaged as {decision.Classification.Kind} at {decision.Classification.Confidence:P0}. {decision.Route.Why}";

    public static Request With(this Request request, TriageDecision decision) => (request with
    {
        Kind = decision.Classification.Kind,
        Probabilities = decision.Classification.Probabilities,
        Reasons = decision.Classification.Reasons,
        OtherAsk = decision.Classification.OtherAsk,
        Opinion = decision.Opinion ?? request.Opinion,
        Asks = decision.Classification.Asks,
        Model = decision.Classification.Model,
    }).WithSeverity(decision).WithComponent(decision);

    public static Request WithSeverity(this Request request, TriageDecision decision) => request with
    {
        Severity = decision.Severity?.Severity,
        SeverityReason = ReasonOf(decision.Severity),
    };

    /// <summary>The component, and what follows from it: who owns it and what it needs.</summary>
    public static Request WithComponent(this Request request, TriageDecision decision) => request with
    {
        ComponentId = decision.Component?.ComponentId,
        ComponentReason = decision.Component?.Why,
        OwnerId = decision.Owner,
        MissingDetails = [.. decision.MissingDetails.Select(detail => detail.Label)],
    };

    private static string WaitingReason(Classification classification) =>
        classification.Probabilities.AsksNothing ? "It seems to ask nothing; a person decides."
        : classification.IsSeveral ? "It asks several things of different kinds; a person decides."
        : "Triage is not sure; a person decides.";

    private static string UrgentReason(TriageDecision decision, UrgentMatter urgent, Team team) =>
        $"Urgent: it reads like {UrgentMatters.Describe(urgent)}. {team.FindPerson(decision.Owner)?.Name ?? "A person"} looks at it."
        + (decision.Owner is null ? " The team file names nobody for such matters." : "");

    private static string? ReasonOf(SeverityDecision? severity) => severity switch
    {
        null => null,
        { Evidence.Length: 0 } => severity.Why,
        _ => $"{severity.Why} ({severity.Confidence:P0}: “{severity.Evidence}”)",
    };
}
