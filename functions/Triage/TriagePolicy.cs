using Router.Requests;
using Router.Routing;
using Router.Teams;
using Router.Triage.Learning;
using Router.Triage.Reading;

namespace Router.Triage;

/// <summary>Decides about one request: what it is, how bad, whose it is, what is missing, where it goes. Pure.</summary>
internal sealed class TriagePolicy(IRequestClassifier classifier, SeverityPolicy severities, Team team, LearntWords learnt)
{
    private const string PersonsWhy = "A person said so.";

    private readonly ComponentMatcher components = new(team, learnt);
    private readonly MissingDetailsPolicy details = new(team);

    public TriageDecision Decide(InboundRequest request) => Complete(request, classifier.Classify(request.Subject, request.Text));

    /// <summary>The same with what a person said.</summary>
    public TriageDecision DecideAs(InboundRequest request, DecisionChoice choice) =>
        Complete(request, classifier.Classify(request.Subject, request.Text) with { Kind = choice.Kind }, choice);

    /// <summary>The same with what a language model said, where the model was not sure. It says the kind and nothing else.</summary>
    public TriageDecision DecideBySecondOpinion(InboundRequest request, RequestKind kind) =>
        Complete(request, classifier.Classify(request.Subject, request.Text) with { Kind = kind, IsSecondOpinion = true });

    private TriageDecision Complete(InboundRequest request, Classification classification, DecisionChoice? choice = null)
    {
        var component = choice?.ComponentId switch
        {
            null => components.Match(request.ProductArea, RequestText.Read(request.Subject, request.Text)),
            PersonsDecision.NoComponent => null,
            var id => new ComponentMatch(id, "", PersonsWhy),
        };
        var isFault = classification.Kind == RequestKind.Fixing;
        return new(OutcomeOf(request, classification), classification, RouteOf(request, classification))
        {
            Severity = (isFault, choice?.Severity) switch
            {
                (false, _) => null,
                (_, { } given) => new(given, 1, "", PersonsWhy),
                _ => severities.Decide(request.Subject, request.Text),
            },
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
