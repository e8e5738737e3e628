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

    /// <summary>What becomes of a decision when a language model was heard: what it says is taken where the model holds it for possible; where it contradicts a model that is sure, a person decides.</summary>
    public TriageDecision Weigh(InboundRequest request, TriageDecision decision, OpinionGiven given) => (given switch
    {
        { Said: { } kind, IsTaken: true } => DecideBySecondOpinion(request, kind),
        { Said: not null } when decision.Outcome == TriageOutcome.Routed => Complete(request, decision.Classification with { Kind = RequestKind.Unclear }),
        _ => decision,
    }) with { Opinion = given };

    private TriageDecision Complete(InboundRequest request, Classification classification, DecisionChoice? choice = null)
    {
        var component = choice?.ComponentId switch
        {
            null => components.Match(request.ProductArea, RequestText.Read(request.Subject, request.Text)),
            PersonsDecision.NoComponent => null,
            var id => new ComponentMatch(id, "", PersonsWhy),
        };
        // What a person has said, they have seen.
        UrgentMatter? urgent = choice is null && !request.IsAutomatic ? UrgentMatters.Find(OwnWords.Read(request.Subject, request.Text)) : null;
        if (urgent is not null)
            classification = classification with { Kind = RequestKind.Unclear };
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
            Urgent = urgent,
            Owner = PersonFor(urgent) ?? team.FindComponent(component?.ComponentId)?.Owner,
            MissingDetails = isFault && component is not null ? details.Find(component.ComponentId, request) : [],
        };
    }

    private string? PersonFor(UrgentMatter? urgent) => urgent switch
    {
        UrgentMatter.Security => team.Urgent.Security,
        UrgentMatter.Legal => team.Urgent.Legal,
        UrgentMatter.PersonalData => team.Urgent.PersonalData,
        _ => null,
    };

    private static TriageOutcome OutcomeOf(InboundRequest request, Classification classification) =>
        request.IsAutomatic ? TriageOutcome.Automatic
        : classification.Kind == RequestKind.Unclear ? TriageOutcome.Unclear
        : TriageOutcome.Routed;

    private static RequestRoute RouteOf(InboundRequest request, Classification classification) =>
        request.IsAutomatic ? new(null, "A machine wrote it.") : RoutingPolicy.Decide(classification.Kind);
}
