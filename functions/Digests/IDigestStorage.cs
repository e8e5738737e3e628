using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Digests;

/// <summary>What the digests need of storage: a seam, so that a year of them runs in a test.</summary>
internal interface IDigestStorage
{
    Task<Partition?> LoadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Commits a partition's first stage; of two for the same key one is committed.</summary>
    Task<CommitResult> CommitAsync(string key, Stage first, CancellationToken cancellationToken);

    /// <summary>Requests received from <paramref name="horizon"/> on, and the board.</summary>
    Task<DigestNews> ReadNewsAsync(DateTimeOffset horizon, CancellationToken cancellationToken);
}

/// <summary>What digests are made of.</summary>
internal sealed record DigestNews(IReadOnlyList<Request> Requests, IReadOnlyList<BacklogItem> Board);

/// <summary>The digests' storage in the tables.</summary>
internal sealed class DigestStorage(PartitionStore partitions, StageCommitter committer, ViewStore views) : IDigestStorage
{
    public Task<Partition?> LoadAsync(string key, CancellationToken cancellationToken) => partitions.LoadAsync(key, cancellationToken);

    public Task<CommitResult> CommitAsync(string key, Stage first, CancellationToken cancellationToken) =>
        committer.TryCommitAsync(key, before: null, first, cancellationToken);

    public async Task<DigestNews> ReadNewsAsync(DateTimeOffset horizon, CancellationToken cancellationToken)
    {
        var requests = views.RequestsAsync(kind: null, state: null, cancellationToken).TakeWhile(request => request.ReceivedAt >= horizon);
        var board = views.BoardAsync(cancellationToken).Select(listing => listing.Item);
        return new DigestNews(await requests.ToListAsync(cancellationToken), await board.ToListAsync(cancellationToken));
    }
}
