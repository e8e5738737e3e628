using Router.Requests;
using Router.Storage;

namespace Router.Access;

/// <summary>Tells whether a request is an owner's to act on: by its component, as stored and not as the caller says.</summary>
internal sealed class RequestOwnership(PartitionStore partitions)
{
    /// <returns>True too where there is no such request: that is for the address itself to say.</returns>
    public async Task<bool> MayActAsync(SignedInPerson person, string? id, CancellationToken cancellationToken) =>
        person.May(Audience.Agent)
        || !RequestId.TryParse(id, out var known)
        || await partitions.FindRequestAsync(known.Value, cancellationToken) is not { Request: { } request }
        || person.MayActOn(request.ComponentId);
}
