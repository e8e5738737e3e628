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
    PartitionStore partitions, StageCommitter committer, TriagePolicy policy, ISecondOpinion opinion, ModelFollower models, ILandingPlanner planner, ReplyWriter replies, Team team) : IMessageHandler
{
    public string Message => MessageNames.TriageRequest;

    public async Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        var (partition, request) = await partitions.LoadRequestAsync(envelope, cancellationToken);
        if (!partition.Has(StageNames.Triage))
        {
            await models.WaitForFirstLookAsync(cancellationToken);
            var decision = await DecideAsync(TriagedRequest.Read(request, partition), cancellationToken);
            var triaged = await planner.PlanAsync(request.After(decision, team), partition.Text, decision.Message, cancellationToken);
            await committer.CommitAsync(partition, ToStage(triaged, decision), cancellationToken);
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

    private Stage ToStage(Request triaged, TriageDecision decision)
    {
        var stage = new Stage(StageNames.Triage, triaged)
        {
            Outbox = decision.Message is { } message ? [new OutboxMessage(message)] : [],
            Events = [TriagedRequest.EventOf(decision)],
        };
        return triaged.State == RequestState.Waiting ? replies.WithAcknowledgement(stage, triaged) : stage;
    }
}
