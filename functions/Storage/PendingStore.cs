using Azure;
using Azure.Data.Tables;

namespace Router.Storage;

/// <summary>
/// Intents: which stage of which partition has messages that have not had their effect. Written before the commit and removed when the
/// messages' own stages have committed, so what stands here for long was left by a crash, an outage, or deliveries that ran out while the app was
/// away. Holds only what is under way, so the relay never scans requests.
/// </summary>
internal sealed class PendingStore(StorageAccount account, TimeProvider time)
{
    private const string Since = "Since";
    private const string Resends = "Resends";
    private const char Separator = '~';

    public Task AddAsync(string partition, string stage, CancellationToken cancellationToken) => PutAsync(partition, stage, 0, cancellationToken);

    /// <summary>Notes that the messages were sent once more; the waiting begins anew.</summary>
    public Task NoteResendAsync(PendingStage stage, CancellationToken cancellationToken) =>
        PutAsync(stage.Partition, stage.Stage, stage.Resends + 1, cancellationToken);

    public Task RemoveAsync(string partition, string stage, CancellationToken cancellationToken) => account.RunAsync(
        token => account.Pending.DeleteEntityAsync(ShardOf(partition), partition + Separator + stage, ETag.All, token),
        cancellationToken);

    /// <summary>Intents that have stood long enough, at most <paramref name="limit"/> of them.</summary>
    /// <param name="grace">Age of those that were never sent again.</param>
    /// <param name="resendAfter">Time since the last sending of those that were.</param>
    public Task<List<PendingStage>> ListAsync(TimeSpan grace, TimeSpan resendAfter, int limit, CancellationToken cancellationToken)
    {
        var (fresh, resent) = (time.GetUtcNow() - grace, time.GetUtcNow() - resendAfter);
        return account.RunAsync(
            async token =>
            {
                List<PendingStage> found = [];
                await foreach (var row in account.Pending.QueryAsync<TableEntity>(
                    TableClient.CreateQueryFilter($"(Resends eq 0 and Since le {fresh}) or (Resends gt 0 and Since le {resent})"),
                    cancellationToken: token))
                {
                    var border = row.RowKey.IndexOf(Separator, StringComparison.Ordinal);
                    found.Add(new(row.RowKey[..border], row.RowKey[(border + 1)..], row.GetDateTimeOffset(Since)!.Value, row.GetInt32(Resends)!.Value));
                    if (found.Count == limit)
                    {
                        break;
                    }
                }

                return found;
            },
            cancellationToken);
    }

    private Task<Response> PutAsync(string partition, string stage, int resends, CancellationToken cancellationToken) => account.RunAsync(
        token => account.Pending.UpsertEntityAsync(
            new TableEntity(ShardOf(partition), partition + Separator + stage) { [Since] = time.GetUtcNow(), [Resends] = resends },
            TableUpdateMode.Replace,
            token),
        cancellationToken);

    // Sixteen shards by the id's first digit spread the load; ids of requests are hex, those of digests share one shard.
    private static string ShardOf(string partition) => partition[..1];
}

/// <param name="Since">When the intent was written, or the messages last sent again.</param>
/// <param name="Resends">How often the relay has sent its messages.</param>
internal sealed record PendingStage(string Partition, string Stage, DateTimeOffset Since, int Resends = 0);
