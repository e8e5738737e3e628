using System.Runtime.CompilerServices;
using Router.Shared;
using Router.Storage;
using Router.Triage.Model;

namespace Router.Triage.Training;

/// <param name="Request">As it stands now.</param>
/// <param name="Text">What the customer wrote.</param>
internal sealed record PastRequest(Request Request, string Text)
{
    /// <summary>What a person said it is; null where only triage did.</summary>
    public string? Corrected => Request.DecidedBy is null || Request.Kind == RequestKind.Unclear ? null : KindNames.Of(Request.Kind);
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
}
