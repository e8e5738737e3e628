using Router.Messaging;
using Router.Replies;
using Router.Requests;
using Router.Storage;
using Router.Triage.Learning;
using Router.Triage.SecondOpinions;

namespace Router.Triage;

/// <summary>Triages one request: the decision with its reasons becomes its state, and the message to its destination goes into the outbox.</summary>
internal sealed class TriageRequestHandler(PartitionStore partitions, StageCommitter committer, TriagePolicy policy, ISecondOpinion opinion, ModelFollower models, ReplyWriter replies) : IMessageHandler
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
        return decision.Outcome == TriageOutcome.Unclear
            && await opinion.AskAsync(request, decision.Classification.Probabilities, cancellationToken) is { } kind
            ? policy.DecideBySecondOpinion(request, kind)
            : decision;
    }

    private Stage ToStage(Request request, TriageDecision decision)
    {
        var (state, reason) = decision.Outcome switch
        {
            TriageOutcome.Routed => (RequestState.Routed, null),
            TriageOutcome.Unclear => (RequestState.Waiting, "Triage is not sure; a person decides."),
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

    private static string EventOf(TriageDecision decision) => decision.Classification.IsSecondOpinion
        ? $"Triage was not sure; a language model said {decision.Classification.Kind}. {decision.Route.Why}"
        : $"Triaged as {decision.Classification.Kind} at {decision.Classification.Confidence:P0}. {decision.Route.Why}";
}
