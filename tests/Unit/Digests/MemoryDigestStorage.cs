using Router.Digests;
using Router.Storage;

namespace Router.Unit.Digests;

/// <summary>The digests' storage in memory: of two first stages for a key it keeps one, as the tables do (same contract tests).</summary>
internal sealed class MemoryDigestStorage(TimeProvider time) : IDigestStorage
{
    private readonly Dictionary<string, Partition> partitions = [];

    /// <summary>Runs before and after each step; a test stops, interleaves or kills there.</summary>
    public Func<Task> AtStep { get; set; } = () => Task.CompletedTask;

    public DigestNews News { get; set; } = new([], []);

    public IReadOnlyDictionary<string, Partition> Partitions => partitions;

    public async Task<Partition?> LoadAsync(string key, CancellationToken cancellationToken)
    {
        await AtStep();
        return partitions.GetValueOrDefault(key);
    }

    public async Task<CommitResult> CommitAsync(string key, Stage first, CancellationToken cancellationToken)
    {
        await AtStep();
        var isNew = partitions.TryAdd(key, new Partition
        {
            Key = key,
            Receipts = new HashSet<string> { first.Name },
            Mails = first.Mails,
            Outbox = [.. first.Outbox.Index().Select(message => new StoredOutboxMessage($"{first.Name}~{message.Index}", first.Name, message.Item))],
            Timeline = [.. first.Events.Select(text => new TimelineEvent(time.GetUtcNow(), first.Name, text))],
        });
        await AtStep();
        return isNew ? CommitResult.Committed : CommitResult.AlreadyCommitted;
    }

    public async Task<DigestNews> ReadNewsAsync(DateTimeOffset horizon, CancellationToken cancellationToken)
    {
        await AtStep();
        return News;
    }
}
