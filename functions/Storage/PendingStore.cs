using Azure;
using Azure.Data.Tables;

namespace Router.Storage;

/// <summary>
/// Intents: which stage of which partition has something to send on. Written before the commit and removed after the sending, so what stands
/// here longer than the grace time is a crash's left-over. Small whatever the number of requests, so the relay never scans them.
/// </summary>
internal sealed class PendingStore(StorageAccount account, TimeProvider time)
{
    private const string Since = "Since";
    private const char Separator = '~';

    public Task AddAsync(string partition, string stage, CancellationToken cancellationToken) => account.RunAsync(
        token => account.Pending.UpsertEntityAsync(
            new TableEntity(ShardOf(partition), partition + Separator + stage) { [Since] = time.GetUtcNow() }, TableUpdateMode.Replace, token),
        cancellationToken);

    public Task RemoveAsync(PendingStage stage, CancellationToken cancellationToken) => account.RunAsync(
        token => account.Pending.DeleteEntityAsync(
            ShardOf(stage.Partition), stage.Partition + Separator + stage.Stage, ETag.All, token),
        cancellationToken);

    /// <summary>Intents that have stood for at least <paramref name="age"/>, at most <paramref name="limit"/> of them.</summary>
    public Task<List<PendingStage>> ListAsync(TimeSpan age, int limit, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - age;
        return account.RunAsync(
            async token =>
            {
                List<PendingStage> found = [];
                await foreach (var row in account.Pending.QueryAsync<TableEntity>(
                    TableClient.CreateQueryFilter($"Since le {before}"),
                    cancellationToken: token))
                {
                    var border = row.RowKey.IndexOf(Separator, StringComparison.Ordinal);
                    found.Add(new(row.RowKey[..border], row.RowKey[(border + 1)..], row.GetDateTimeOffset(Since)!.Value));
                    if (found.Count == limit)
                    {
                        break;
                    }
                }

                return found;
            },
            cancellationToken);
    }

    // Sixteen shards by the id's first digit spread the load; ids of requests are hex, those of digests share one shard.
    private static string ShardOf(string partition) => partition[..1];
}

/// <param name="Since">When the intent was written.</param>
internal sealed record PendingStage(string Partition, string Stage, DateTimeOffset Since);
