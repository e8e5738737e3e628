using Router.Storage;

namespace Router.Search;

/// <summary>
/// Finds requests by what is written in them. Each instance keeps an index of its own in memory, filled from the lists at the first search and brought up to date before each
/// further one.
/// </summary>
internal sealed class RequestSearch(SearchFeed feed, IHostApplicationLifetime lifetime, TimeProvider time) : IDisposable
{
    /// <summary>How many messages are kept in memory, some 2 KB each; older ones are not found.</summary>
    public const int MostMessages = 100_000;

    private const int Batch = 200;

    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PatienceOfAReader = TimeSpan.FromSeconds(2);

    // A row stands under the time of its message and is written a little later; after a crash by the relay, which takes minutes.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan RereadAfter = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly SearchIndex index = new();
    private Task reading = Task.CompletedTask;
    private DateTimeOffset? readAt;
    private DateTimeOffset? allReadAt;

    /// <exception cref="Azure.RequestFailedException">Storage does not answer, and nothing was read before.</exception>
    public async Task<SearchResult> FindAsync(SearchQuery query, bool newestFirst, CancellationToken cancellationToken)
    {
        await BringUpToDateAsync(cancellationToken);
        return new SearchResult(index.Find(query, newestFirst), allReadAt is null ? index.Count : null);
    }

    public void Dispose() => index.Dispose();

    private async Task BringUpToDateAsync(CancellationToken cancellationToken)
    {
        Task current;
        lock (gate)
        {
            if (reading.IsCompleted && !(readAt > time.GetUtcNow() - FreshFor))
            {
                reading = ReadAsync(lifetime.ApplicationStopping);
            }

            current = reading;
        }

        try
        {
            await current.WaitAsync(PatienceOfAReader, time, cancellationToken);
        }
        catch (TimeoutException) when (!current.IsCompleted)
        {
            // The first reading of a large store goes on; what has been read is answered from, and the page says that there is more to come.
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        var started = time.GetUtcNow();
        var isWhole = allReadAt is null || started - allReadAt > RereadAfter;
        foreach (var list in SearchFeed.Lists)
        {
            await ReadListAsync(list, isWhole ? null : readAt - Overlap, cancellationToken);
        }

        readAt = started;
        allReadAt = isWhole ? started : allReadAt;
    }

    private async Task ReadListAsync(string list, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        await foreach (var batch in feed.ReadAsync(list, since, cancellationToken).Take(MostMessages).Chunk(Batch).WithCancellation(cancellationToken))
        {
            index.Put(batch);
        }
    }
}

/// <param name="Hits">Best first, or newest first.</param>
/// <param name="ReadSoFar">How many messages were looked through while older ones are still being read; null once all are.</param>
internal sealed record SearchResult(IReadOnlyList<SearchHit> Hits, int? ReadSoFar);
