using Router.Messaging;
using Router.Replies;
using Router.Requests;
using Router.Storage;
using Router.Teams;
using Router.Triage.Learning;
using Router.Triage.SecondOpinions;

namespace Router.Triage;

/// <summary>Triages one request: the decision with its reasons becomes its state, and the message to its destination goes into the outbox.</summary>
internal sealed class TriageRequestHandler(
    PartitionStore partitions, StageCommitter committer, TriagePolicy policy, ISecondOpinion opinion, ModelFollower models, ReplyWriter replies, Team team) : IMessageHandler
{
    public string Message => MessageNames.TriageRequest;

    public async Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        var (partition, request) = await partitions.LoadRequestAsync(envelope, cancellationToken);
        if (!partition.Has(StageNames.Triage))
        {
            await models.HasLookedAsync(cancellationToken);
            var decision = await DecideAsync(TriagedRequest.Read(request, partition), cancellationToken);
            await committer.CommitAsync(partition, ToStage(request, decision), cancellationToken);
        }
    }

    private async Task<TriageDecision> DecideAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var decision = policy.Decide(request);
        var isAsked = decision.Urgent is null && (decision.Outcome == TriageOutcome.Unclear || (opinion.IsFirstJudge && decision.Outcome == TriageOutcome.Routed));
        return isAsked && await opinion.AskAsync(request, decision.Classification.Probabilities, cancellationToken) is { } given
            ? policy.Weigh(request, decision, given)
            : decision;
    }

    private Stage ToStage(Request request, TriageDecision decision)
    {
        var (state, reason) = decision.Outcome switch
        {
            TriageOutcome.Routed => (RequestState.Routed, null),
            TriageOutcome.Unclear => (RequestState.Waiting, decision.Urgent is { } urgent ? UrgentReason(decision, urgent) : WaitingReason(decision.Classification)),
            _ => (RequestState.Ignored, "A machine wrote it."),
        };
        var triaged = request.With(decision) with { State = state, StateReason = reason };
        var stage = new Stage(StageNames.Triage, triaged)
        {
            Outbox = decision.Message is { } message ? [new OutboxMessage(message)] : [],
            Events = [EventOf(decision)],
        };
        return state == RequestState.Waiting ? replies.WithAcknowledgement(stage, triaged) : stage;
    }

    private static string WaitingReason(Classification classification) =>
        classification.Probabilities.AsksNothing ? "It seems to ask nothing; a person decides."
        : classification.IsSeveral ? "It asks several things of different kinds; a person decides."
        : "Triage is not sure; a person decides.";

    private string UrgentReason(TriageDecision decision, UrgentMatter urgent) =>
        $"Urgent: it reads like {UrgentMatters.Describe(urgent)}. {team.FindPerson(decision.Owner)?.Name ?? "A person"} looks at it."
        + (decision.Owner is null ? " The team file names nobody for such matters." : "");

    private static string EventOf(TriageDecision decision) => decision.Urgent is { } urgent
        ? $"It reads like {UrgentMatters.Describe(urgent)}: a person looks at it."
        : decision.Classification.IsSecondOpinion
        ? $"Triage was not sure; a language model said {decision.Classification.Kind}. {decision.Route.Why}"
        : $"Triaged as {decision.Classification.Kind} at {decision.Classification.Confidence:P0}. {decision.Route.Why}";
}
