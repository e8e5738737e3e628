using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace Router.Storage;

/// <summary>
/// One row for each request or digest with work under way: written before the commit that begins it, and removed once a commit has left nothing open. What
/// stands here for long was left by a crash, an outage, or deliveries that ran out while the app was away. Holds only what is under way, so the relay never
/// scans requests.
/// </summary>
internal sealed class PendingStore(StorageAccount account, TimeProvider time)
{
    private const string Since = "Since";
    private const string Sent = "Sent";
    private const char Separator = '~';

    // So many are looked at for each that is listed, so that what waits for its time does not stand before what is due.
    private const int RowsPerListed = 10;

    // No stage is called so; until November 2026 the rest of the key was a stage's name.
    private const string RoundPrefix = "round-";

    public Task AddAsync(string partition, int round, CancellationToken cancellationToken) => account.RunAsync(
        token => account.Pending.UpsertEntityAsync(
            new TableEntity(ShardOf(partition), KeyOf(partition, round)) { [Since] = time.GetUtcNow() }, TableUpdateMode.Replace, token),
        cancellationToken);

    /// <summary>Notes that messages were sent once more, now.</summary>
    public Task NoteSendingsAsync(PendingWork work, IEnumerable<string> messages, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var sendings = new Dictionary<string, Sending>(work.Sendings);
        foreach (var message in messages)
        {
            sendings[message] = new Sending(work.SendingsOf(message) + 1, now);
        }

        var row = new TableEntity(ShardOf(work.Partition), work.RowKey) { [Since] = now };
        ListColumns.Write(row, Sent, sendings.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Key}\t{each.Value.Count}\t{each.Value.At.UtcTicks}")));
        return account.RunAsync(token => account.Pending.UpsertEntityAsync(row, TableUpdateMode.Replace, token), cancellationToken);
    }

    public Task RemoveAsync(PendingWork work, CancellationToken cancellationToken) => RemoveAsync(work.Partition, work.RowKey, cancellationToken);

    public Task RemoveAsync(string partition, int round, CancellationToken cancellationToken) => RemoveAsync(partition, KeyOf(partition, round), cancellationToken);

    /// <summary>What has stood long enough, at most <paramref name="limit"/> of them: first what may have messages to be sent now, the oldest first.</summary>
    /// <param name="grace">Age of a row before it is looked at.</param>
    /// <param name="resendAfter">Time before a message is sent once more.</param>
    public Task<List<PendingWork>> ListAsync(TimeSpan grace, TimeSpan resendAfter, int limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return account.RunAsync(
            async token =>
            {
                var old = account.Pending.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"Since le {now - grace}"), cancellationToken: token);
                var found = await old.Take(limit * RowsPerListed).Select(Read).ToListAsync(token);
                return found.OrderByDescending(work => work.Sendings.Count == 0 || work.Sendings.Values.Any(sending => sending.At <= now - resendAfter))
                    .ThenBy(work => work.Since).Take(limit).ToList();
            },
            cancellationToken);
    }

    private Task<Response> RemoveAsync(string partition, string rowKey, CancellationToken cancellationToken) => account.RunAsync(
        token => account.Pending.DeleteEntityAsync(ShardOf(partition), rowKey, ETag.All, token), cancellationToken);

    private static PendingWork Read(TableEntity row)
    {
        var border = row.RowKey.IndexOf(Separator, StringComparison.Ordinal);
        var rest = row.RowKey[(border + 1)..];
        var round = rest.StartsWith(RoundPrefix, StringComparison.Ordinal) ? int.Parse(rest.AsSpan(RoundPrefix.Length), CultureInfo.InvariantCulture) : (int?)null;
        var sendings = ListColumns.Read(row, Sent).Select(line => line.Split('\t')).ToDictionary(
            parts => parts[0], parts => new Sending(int.Parse(parts[1], CultureInfo.InvariantCulture), new DateTimeOffset(long.Parse(parts[2], CultureInfo.InvariantCulture), TimeSpan.Zero)));
        return new PendingWork(row.RowKey[..border], row.RowKey, round, row.GetDateTimeOffset(Since)!.Value, sendings);
    }

    private static string KeyOf(string partition, int round) => $"{partition}{Separator}{RoundPrefix}{round}";

    // Sixteen shards by the id's first digit spread the load; ids of requests are hex, those of digests share one shard.
    private static string ShardOf(string partition) => partition[..1];
}

/// <param name="Round">See <see cref="Storage.Partition.Round"/>; null in rows of a version before, which had one for each stage.</param>
/// <param name="Since">When the row was written, or messages were last sent again.</param>
/// <param name="Sendings">What the relay has sent, by the messages' ids.</param>
internal sealed record PendingWork(string Partition, string RowKey, int? Round, DateTimeOffset Since, IReadOnlyDictionary<string, Sending> Sendings)
{
    /// <summary>How often the relay has sent a message.</summary>
    public int SendingsOf(string message) => Sendings.GetValueOrDefault(message)?.Count ?? 0;
}

/// <param name="Count">How often.</param>
/// <param name="At">The last time.</param>
internal sealed record Sending(int Count, DateTimeOffset At);
