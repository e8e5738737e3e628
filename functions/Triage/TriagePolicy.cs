using Router.Routing;
using Router.Shared;
using Router.Shared.Teams;
using Router.Triage.Reading;

namespace Router.Triage;

/// <summary>Decides about one request: what it is, how bad, whose it is, what is missing, where it goes. Pure.</summary>
internal sealed class TriagePolicy(IRequestClassifier classifier, SeverityPolicy severities, Team team)
{
    private readonly ComponentMatcher components = new(team);
    private readonly MissingDetailsPolicy details = new(team);

    public TriageDecision Decide(InboundRequest request) => Complete(request, classifier.Classify(request.Subject, request.Text));

    /// <summary>The same with the kind that a person gave.</summary>
    public TriageDecision DecideAs(InboundRequest request, RequestKind kind) =>
        Complete(request, classifier.Classify(request.Subject, request.Text) with { Kind = kind });

    private TriageDecision Complete(InboundRequest request, Classification classification)
    {
        var text = RequestText.Read(request.Subject, request.Text);
        var component = components.Match(request.ProductArea, text);
        var isFault = classification.Kind == RequestKind.Fixing;
        return new(OutcomeOf(request, classification), classification, RouteOf(request, classification))
        {
            Severity = isFault ? severities.Decide(request.Subject, request.Text) : null,
            Component = component,
            Owner = team.FindComponent(component?.ComponentId)?.Owner,
            MissingDetails = isFault && component is not null ? details.Find(component.ComponentId, request) : [],
        };
    }

    private static TriageOutcome OutcomeOf(InboundRequest request, Classification classification) =>
        request.IsAutomatic ? TriageOutcome.Automatic
        : classification.Kind == RequestKind.Unclear ? TriageOutcome.Unclear
        : TriageOutcome.Routed;

    private static RequestRoute RouteOf(InboundRequest request, Classification classification) =>
        request.IsAutomatic ? new(null, "A machine wrote it.") : RoutingPolicy.Decide(classification.Kind);
}
