using Router.Digests;
using Router.Storage;

namespace Router.Planted;

/// <summary>Keeps each run's digests under keys of their own, so that no run finds what another has sent.</summary>
internal sealed class ForgetsPeriods(IDigestStorage inner) : IDigestStorage
{
    private int runs;

    public Task<Partition?> LoadAsync(string key, CancellationToken cancellationToken) =>
        IsEnrolment(key) ? inner.LoadAsync(key, cancellationToken) : Task.FromResult<Partition?>(null);

    public Task<CommitResult> CommitAsync(string key, Stage first, CancellationToken cancellationToken) =>
        inner.CommitAsync(IsEnrolment(key) ? key : $"{key}-{Interlocked.Increment(ref runs)}", first, cancellationToken);

    public Task<DigestNews> ReadNewsAsync(DateTimeOffset horizon, CancellationToken cancellationToken) => inner.ReadNewsAsync(horizon, cancellationToken);

    private static bool IsEnrolment(string key) => key.EndsWith("-enrolment", StringComparison.Ordinal);
}
