using Router.Messaging;
using Router.Requests;
using Router.Storage;
using Router.Teams;

namespace Router.Triage;

/// <summary>Records what a person said about a request: the decision where triage was not sure, or the correction of what it had decided. Both are examples to learn from.</summary>
internal sealed class DecisionRecorder(PartitionStore partitions, StageCommitter committer, TriagePolicy policy, Team team, TimeProvider time)
{
    // A reply's delivery or another person's click may come between; each loser reads again.
    private const int MaxReadings = 3;

    /// <summary>Sends a request that waits on its way.</summary>
    public Task<DecisionResult> DecideAsync(RequestId id, DecisionChoice choice, Actor actor, CancellationToken cancellationToken) =>
        RecordAsync(id, actor, request => request.State == RequestState.Waiting ? DecisionResult.Recorded : DecisionResult.NotWaiting, (partition, request) => Decide(partition, request, choice, actor.Name), cancellationToken);

    /// <summary>
    /// Changes what triage had said of a request. Severity and owner change where it is; with another kind, or for a wish another component, the request is moved: what it left is
    /// taken back, and it goes on its way as if triage had said so.
    /// </summary>
    public Task<DecisionResult> CorrectAsync(RequestId id, DecisionChoice choice, Actor actor, CancellationToken cancellationToken) => RecordAsync(
        id,
        actor,
        request => !MayBeCorrected(request) ? DecisionResult.NotWaiting
            : choice.Moves is { } seen && seen != request.Moves && choice.Kind != request.Kind ? DecisionResult.MovedMeanwhile
            : DecisionResult.Recorded,
        (partition, request) => Correct(partition, request, choice, actor.Name),
        cancellationToken);

    public static bool MayBeCorrected(Request request) =>
        request is { State: RequestState.Routed or RequestState.Landed, Probabilities: not null, IsAutomatic: false };

    private async Task<DecisionResult> RecordAsync(
        RequestId id, Actor actor, Func<Request, DecisionResult> judge, Func<Partition, Request, Stage> toStage, CancellationToken cancellationToken)
    {
        for (var reading = 0; reading < MaxReadings; reading++)
        {
            // With our mails: a move discards those that have not left.
            var partition = await partitions.LoadWithoutConversationAsync(id.Value, cancellationToken);
            if (partition?.Request is not { } request)
                return DecisionResult.Unknown;
            actor.Demand(request);
            if (judge(request) is not DecisionResult.Recorded and var refused)
                return refused;
            if (await committer.TryCommitAsync(id.Value, partition, toStage(partition, request), cancellationToken) == CommitResult.Committed)
                return DecisionResult.Recorded;
        }

        throw new ConcurrentChangeException($"Request {id} kept changing while a decision was recorded.");
    }

    private Stage Decide(Partition partition, Request request, DecisionChoice choice, string person)
    {
        var decision = policy.DecideAs(TriagedRequest.Read(request, partition), choice);
        var decided = request.With(decision) with { State = RequestState.Routed, StateReason = null, DecidedBy = person, Decision = Keep(request, choice, person) };
        return new Stage(partition.Numbered(StageNames.Decide), decided)
        {
            Outbox = decision.Message is { } message ? [new OutboxMessage(message)] : [],
            Events = [$"Decided as {Name(choice)} by {person}.", Said(decided.Decision)],
        };
    }

    private Stage Correct(Partition partition, Request request, DecisionChoice choice, string person)
    {
        var mended = policy.DecideAs(TriagedRequest.Read(request, partition), choice);
        var corrected = request with { Decision = Keep(request, choice, person) };
        if (choice.ComponentId is not null)
            corrected = corrected.WithComponent(mended);
        if (choice.Severity is not null && choice.Kind == RequestKind.Fixing)
            corrected = corrected.WithSeverity(mended);
        if (choice.Kind != request.Kind || (request.Kind == RequestKind.Building && corrected.ComponentId != request.ComponentId))
            return RequestMove.ToStage(partition, request, Moved(partition, corrected, choice, person), person, Said(corrected.Decision!));
        if (corrected.Landing is { Place: LandingPlace.Bugs } filed)
            corrected = corrected with { Landing = filed with { Summary = BugSummary.Of(corrected, team) } };
        return new Stage(partition.Numbered(StageNames.Correct), corrected)
        {
            Events = [$"Classification changed to {Name(choice)} by {person}.", Said(corrected.Decision!)],
        };
    }

    // What the person did not choose stays as it is; what only faults have is read anew.
    private Request Moved(Partition partition, Request corrected, DecisionChoice choice, string person)
    {
        var read = policy.DecideAs(
            TriagedRequest.Read(corrected, partition), choice with { Severity = corrected.Decision?.Severity, ComponentId = choice.ComponentId ?? corrected.ComponentId ?? PersonsDecision.NoComponent });
        return corrected.WithSeverity(read) with
        {
            Kind = choice.Kind,
            DecidedBy = person,
            IsMovedQuietly = !choice.TellsCustomer,
            MissingDetails = [.. read.MissingDetails.Select(detail => detail.Label)],
        };
    }

    private PersonsDecision Keep(Request request, DecisionChoice choice, string person) =>
        // A second correction adds to the first; triage spoke once.
        new(
            choice.Kind,
            choice.Severity ?? request.Decision?.Severity,
            choice.ComponentId ?? request.Decision?.ComponentId,
            person,
            time.GetUtcNow(),
            request.Decision?.Triage ?? new(
                request.DecidedBy is null ? request.Kind : RequestKind.Unclear,
                request.Probabilities?.Likeliest ?? RequestKind.Unclear,
                request.Confidence ?? 0,
                request.Severity,
                request.ComponentId,
                request.Model));

    private string Name(DecisionChoice choice) => NameOf(choice.Kind)
        + (choice.Severity is { } severity ? $", severity {severity.ToString().ToLowerInvariant()}" : "")
        + (choice.ComponentId is { } component ? $", component {ComponentName(component)}" : "");

    private string Said(PersonsDecision decision) => decision.Triage is var triage && triage.Kind == RequestKind.Unclear
        ? $"Triage had not been sure: {NameOf(triage.Likeliest)} at {triage.Confidence:P0}, component {ComponentName(triage.ComponentId)}."
        : $"Triage had said {NameOf(triage.Kind)} at {triage.Confidence:P0}"
            + (triage.Severity is { } severity ? $", severity {severity.ToString().ToLowerInvariant()}" : "") + $", component {ComponentName(triage.ComponentId)}.";

    private string ComponentName(string? id) => id is null or PersonsDecision.NoComponent ? "none" : team.FindComponent(id)?.Name ?? id;

    private static string NameOf(RequestKind kind) => kind.ToString().ToLowerInvariant();
}

/// <summary>What a person chose.</summary>
/// <param name="Severity">Null leaves it to triage.</param>
/// <param name="ComponentId">Null leaves it to triage; <see cref="PersonsDecision.NoComponent"/> for none.</param>
/// <param name="Moves">How often the request had been moved when the person saw it; null where that is not known.</param>
/// <param name="TellsCustomer">Whether a reply is drafted when the request is moved.</param>
internal sealed record DecisionChoice(RequestKind Kind, Severity? Severity = null, string? ComponentId = null, int? Moves = null, bool TellsCustomer = false);

/// <summary>What became of a decision.</summary>
internal enum DecisionResult
{
    /// <summary>Written; the request is on its way.</summary>
    Recorded,

    /// <summary>The request waits for nobody, so nothing was done.</summary>
    NotWaiting,

    /// <summary>Somebody else has moved it since the person looked, so nothing was done.</summary>
    MovedMeanwhile,

    /// <summary>No request has this id.</summary>
    Unknown,
}
