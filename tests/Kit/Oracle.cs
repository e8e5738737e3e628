using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using Router.Shared;
using Router.Storage;

namespace Router.Kit;

/// <summary>
/// Judges a drained run, after Jepsen's queue checker. Lost: acknowledged and not there. Duplicated: an effect beyond one per request.
/// Stuck: neither finished nor parked. Ghost: an effect nobody asked for. Leaked: a canary in a log.
/// </summary>
internal sealed class Oracle(string storage)
{
    private readonly StorageAccount account = new(Options.Create(new StorageOptions { ConnectionString = storage }));

    public async Task<Verdict> JudgeAsync(IReadOnlyCollection<string> acknowledged, IEnumerable<string> log, string canary)
    {
        var partitions = await ReadAllAsync();
        var asks = await ReadAsync(account.Backlog, "RowKey ge 'ask~' and RowKey lt 'ask~~'");
        var mails = await ReadAsync(account.Views, "PartitionKey eq 'mails'");
        var listed = await ReadAsync(account.Views, "PartitionKey eq 'requests'");
        var known = acknowledged.ToHashSet();
        var asksPerRequest = asks.GroupBy(row => row.RowKey["ask~".Length..]).ToDictionary(group => group.Key, group => group.Count());
        return new Verdict(
            acknowledged.Count,
            Lost: known.Count(id => !partitions.ContainsKey(id)),
            Duplicated: asksPerRequest.Values.Sum(count => count - 1) + mails.GroupBy(row => row.GetString("Partition")).Sum(group => group.Count() - 1)
                + listed.GroupBy(row => row.RowKey.Split('~')[1]).Sum(group => group.Count() - 1)
                + DuplicatedRequests(partitions.Values, known),
            Stuck: partitions.Values.Count(partition => partition.Request is { } request && known.Contains(request.Id) && !IsDone(partition, asksPerRequest)),
            Ghost: asksPerRequest.Keys.Count(id => partitions.GetValueOrDefault(id)?.Request?.Landing?.Place != LandingPlace.Board),
            Leaked: log.Count(line => line.Contains(canary, StringComparison.Ordinal)));
    }

    /// <summary>What stands of those that are not done, for a failing test's output.</summary>
    public async Task<IReadOnlyList<string>> DescribeUnfinishedAsync(IEnumerable<string> ids)
    {
        List<string> descriptions = [];
        foreach (var id in ids)
        {
            if (await ReadPartitionAsync(id) is { } partition && (partition.Request is not { IsSettled: true } || partition.Mails.Any(mail => mail.State == MailState.Queued)))
            {
                var pending = await ReadAsync(account.Pending, $"RowKey ge '{id}' and RowKey lt '{id}~~'");
                descriptions.Add($"{id} {partition.Request?.State} receipts [{string.Join(' ', partition.Receipts)}] pending [{string.Join(' ', pending.Select(row => row.RowKey[33..]))}]");
            }
        }

        return descriptions;
    }

    public async Task<bool> IsStoredAsync(string id) => await ReadPartitionAsync(id) is { Request: not null };

    /// <summary>Polls until each request is done or the time is up; the verdict tells which it was.</summary>
    public async Task DrainAsync(IReadOnlyCollection<string> ids, TimeSpan atMost)
    {
        using var limit = new CancellationTokenSource(atMost);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var open = ids.ToHashSet();
        try
        {
            // The lists first: two reads for any number of requests, so that watching does not slow what is watched.
            while (!await AreListedAsDoneAsync(open))
            {
                await tick.WaitForNextTickAsync(limit.Token);
            }

            do
            {
                var asks = await ReadAsync(account.Backlog, "RowKey ge 'ask~' and RowKey lt 'ask~~'");
                var asksPerRequest = asks.GroupBy(row => row.RowKey["ask~".Length..]).ToDictionary(group => group.Key, group => group.Count());
                foreach (var id in open.ToList())
                {
                    if ((await ReadPartitionAsync(id)) is { } partition && IsDone(partition, asksPerRequest) && await IsListedAsync(partition))
                    {
                        open.Remove(id);
                    }
                }
            }
            while (open.Count > 0 && await tick.WaitForNextTickAsync(limit.Token));
        }
        catch (OperationCanceledException)
        {
            // Not drained in time: the verdict counts what is stuck.
        }
    }

    private async Task<bool> AreListedAsDoneAsync(HashSet<string> ids)
    {
        var moving = "PartitionKey eq 'requests' and (State eq 'Received' or State eq 'Routed')";
        if ((await ReadAsync(account.Views, moving)).Count > 0 || (await ReadAsync(account.Views, "PartitionKey eq 'mails' and Version eq 0")).Count > 0)
        {
            return false;
        }

        var listed = (await ReadAsync(account.Views, "PartitionKey eq 'requests'")).Select(row => row.RowKey.Split('~')[1]).ToHashSet();
        return ids.All(listed.Contains);
    }

    /// <summary>Done: settled, its reply delivered or held, and on the board where it says so.</summary>
    private static bool IsDone(Partition partition, Dictionary<string, int> asks) =>
        partition.Request is { IsSettled: true } request
        && partition.Mails.All(mail => mail.State != MailState.Queued)
        && (request.Landing?.Place != LandingPlace.Board || asks.ContainsKey(request.Id));

    private async Task<bool> IsListedAsync(Partition partition)
    {
        var rows = await ReadAsync(account.Views, $"PartitionKey eq 'requests' and State eq '{partition.Request!.State}'");
        var pending = await ReadAsync(account.Pending, $"RowKey ge '{partition.Key}' and RowKey lt '{partition.Key}~~'");
        return rows.Any(row => row.RowKey.EndsWith(partition.Key, StringComparison.Ordinal))
            && !pending.Any(row => partition.Has(row.RowKey[(partition.Key.Length + 1)..]));
    }

    private static int DuplicatedRequests(IEnumerable<Partition> partitions, HashSet<string> known) =>
        partitions.Count(partition => partition.Request is { } request && !known.Contains(request.Id));

    private async Task<Partition?> ReadPartitionAsync(string id)
    {
        var rows = await ReadAsync(account.Requests, $"PartitionKey eq '{id}'");
        return rows.Count == 0 ? null : PartitionRows.Read(id, rows);
    }

    private async Task<Dictionary<string, Partition>> ReadAllAsync() =>
        (await ReadAsync(account.Requests, "")).GroupBy(row => row.PartitionKey).ToDictionary(group => group.Key, group => PartitionRows.Read(group.Key, group));

    private Task<List<TableEntity>> ReadAsync(TableClient table, string filter) => account.RunAsync(
        async token =>
        {
            List<TableEntity> rows = [];
            await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: token))
            {
                rows.Add(row);
            }

            return rows;
        },
        CancellationToken.None);
}

/// <summary>The five counts; a healthy run has all 0.</summary>
internal sealed record Verdict(int Acknowledged, int Lost, int Duplicated, int Stuck, int Ghost, int Leaked)
{
    public override string ToString() =>
        $"acknowledged {Acknowledged} · lost {Lost} · duplicated {Duplicated} · stuck {Stuck} · ghost {Ghost} · leaked {Leaked}";
}
