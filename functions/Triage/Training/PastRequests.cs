using System.Runtime.CompilerServices;
using Router.Requests;
using Router.Storage;
using Router.Triage.Model;

namespace Router.Triage.Training;

/// <param name="Request">As it stands now.</param>
/// <param name="Text">What the customer wrote.</param>
internal sealed record PastRequest(Request Request, string Text)
{
    /// <summary>The group of all that this team's persons decided: its wording gets features of its own beside everybody's.</summary>
    public const string OwnGroup = "team";

    /// <summary>What a person said it is; null where only triage did.</summary>
    public string? Corrected => Request.Decision is { } decision ? KindNames.Of(decision.Kind)
        : Request.DecidedBy is null || Request.Kind == RequestKind.Unclear ? null
        : KindNames.Of(Request.Kind);

    /// <summary>What a person said as a row to learn from; null where only triage decided. It names no source, so that cross-validation spreads a team's own requests over its folds.</summary>
    public TrainingRow? Example => Corrected is not { } kind ? null : new(Request.Subject, Text, kind)
    {
        Severity = Request.Decision is { Kind: RequestKind.Fixing, Severity: { } severity } ? Classes.Severities[(int)severity] : null,
        Component = Request.Decision?.ComponentId,
        Group = OwnGroup,
    };
}

/// <summary>Requests of the store that triage has judged, newest first; what machines wrote is left out.</summary>
internal sealed class PastRequests(ViewStore views, PartitionStore partitions)
{
    public async IAsyncEnumerable<PastRequest> ReadAsync(int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = limit;
        await foreach (var listed in views.RequestsAsync(null, null, cancellationToken))
        {
            if (left == 0)
                yield break;
            if (listed.IsAutomatic || listed.Probabilities is null || await partitions.LoadAsync(listed.Id, cancellationToken) is not { Request: { } request } partition)
                continue;
            left--;
            yield return new(request, partition.Text);
        }
    }

    /// <summary>What can be learnt from: the newest decisions of persons, and the newest requests that landed by triage and that nobody corrected.</summary>
    public async Task<PastLessons> ReadLessonsAsync(int mostDecided, int mostUndisputed, CancellationToken cancellationToken)
    {
        var (decided, undisputed) = (new List<TrainingRow>(), new List<PastRequest>());
        await foreach (var listed in views.RequestsAsync(null, null, cancellationToken))
        {
            var isDecided = (listed.Decision, listed.DecidedBy) is not (null, null);
            var isWanted = isDecided ? decided.Count < mostDecided : listed.State == RequestState.Landed && undisputed.Count < mostUndisputed;
            if (decided.Count >= mostDecided && undisputed.Count >= mostUndisputed)
                break;
            if (!isWanted || listed.IsAutomatic || listed.Probabilities is null || await partitions.LoadAsync(listed.Id, cancellationToken) is not { Request: { } request } partition)
                continue;
            var past = new PastRequest(request, partition.Text);
            if (past.Example is { } example)
                decided.Add(example);
            else
                undisputed.Add(past);
        }

        return new(decided, undisputed);
    }
}

/// <param name="Decided">Newest first.</param>
/// <param name="Undisputed">Newest first.</param>
internal sealed record PastLessons(IReadOnlyList<TrainingRow> Decided, IReadOnlyList<PastRequest> Undisputed);
