using System.Net;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Router.Requests;
using Router.Storage;

namespace Router.Kit;

/// <summary>
/// Judges a drained run, after Jepsen's queue checker. Lost: acknowledged and not there. Duplicated: an effect beyond one per request.
/// Stuck: neither finished nor parked. Ghost: an effect nobody asked for. Leaked: a canary in a log.
/// </summary>
internal sealed class Oracle(string storage)
{
    private const int Few = 20;

    // A judge is patient: on a busy machine the emulator takes longer than the app would wait.
    private readonly TableServiceClient tables = new(storage, new TableClientOptions { Retry = { NetworkTimeout = TimeSpan.FromSeconds(60), MaxRetries = 5 } });

    public async Task<Verdict> JudgeAsync(IReadOnlyCollection<string> acknowledged, IEnumerable<string> log, string canary)
    {
        var partitions = await ReadAllAsync();
        var asks = await ReadAsync("backlog", "RowKey ge 'ask~' and RowKey lt 'ask~~'");
        // What was discarded goes nowhere.
        var mails = (await ReadAsync("views", "PartitionKey eq 'mails'")).Where(row => row.GetString("State") != nameof(MailState.Discarded)).ToList();
        var listed = await ReadAsync("views", "PartitionKey eq 'requests'");
        var known = acknowledged.ToHashSet();
        var asksPerRequest = asks.GroupBy(row => row.RowKey["ask~".Length..]).ToDictionary(group => group.Key, group => group.Count());
        return new Verdict(
            acknowledged.Count,
            Lost: known.Count(id => !partitions.ContainsKey(id)),
            Duplicated: asksPerRequest.Values.Sum(count => count - 1) + mails.GroupBy(row => row.GetString("Partition")).Sum(group => group.Count() - 1)
                + listed.GroupBy(row => row.RowKey.Split('~')[1]).Sum(group => group.Count() - 1)
                + DuplicatedRequests(partitions.Values, known) + await MiscountedAsync(asks),
            Stuck: partitions.Values.Count(partition => partition.Request is { } request && known.Contains(request.Id) && !IsDone(partition, asksPerRequest)),
            Ghost: asksPerRequest.Keys.Count(id => partitions.GetValueOrDefault(id)?.Request?.Landing?.Place != LandingPlace.Board),
            Leaked: log.Count(line => line.Contains(canary, StringComparison.Ordinal)));
    }

    /// <summary>How many wait for a person because their steps failed too often.</summary>
    public async Task<int> ParkedAsync() => (await ReadAsync("views", $"PartitionKey eq 'requests' and State eq '{RequestState.Parked}'")).Count;

    /// <summary>What stands of those that are not done, for a failing test's output.</summary>
    public async Task<IReadOnlyList<string>> DescribeUnfinishedAsync(IEnumerable<string> ids)
    {
        List<string> descriptions = [];
        foreach (var id in ids)
        {
            if (await ReadPartitionAsync(id) is { } partition && (partition.Request is not { IsSettled: true } || partition.Mails.Any(mail => mail.State == MailState.Queued)))
            {
                var pending = await ReadAsync("pending", $"RowKey ge '{id}' and RowKey lt '{id}~~'");
                descriptions.Add($"{id} {partition.Request?.State} receipts [{string.Join(' ', partition.Receipts)}] pending [{string.Join(' ', pending.Select(row => row.RowKey[33..]))}]");
            }
        }

        return descriptions;
    }

    public async Task<IReadOnlyDictionary<string, StoredRequest>> ReadRequestsAsync() => (await ReadAllAsync()).Values
        .Where(partition => partition.Request is not null).ToDictionary(partition => partition.Key, partition => new StoredRequest(partition.Request!, partition.Text));

    public async Task<bool> IsStoredAsync(string id) => await ReadPartitionAsync(id) is { Request: not null };

    /// <summary>Polls until each request is done or the time is up; the verdict tells which it was.</summary>
    public async Task DrainAsync(IReadOnlyCollection<string> ids, TimeSpan atMost)
    {
        using var limit = new CancellationTokenSource(atMost);
        // Watching many must not slow what is watched.
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(ids.Count > Few ? 1_000 : 100));
        var open = ids.ToHashSet();
        try
        {
            // The lists first: two reads for any number of requests.
            while (!await AreListedAsDoneAsync(open))
            {
                await tick.WaitForNextTickAsync(limit.Token);
            }

            while (true)
            {
                open.ExceptWith(await DoneAsync(open));
                if (open.Count == 0)
                {
                    return;
                }

                await tick.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Not drained in time: the verdict counts what is stuck.
        }
    }

    /// <summary>Backlog items whose number, stored or on the board, is another than that of the requests that ask for them.</summary>
    private async Task<int> MiscountedAsync(List<TableEntity> asks)
    {
        var perItem = asks.GroupBy(row => row.PartitionKey).ToDictionary(group => group.Key, group => group.Count());
        List<TableEntity> shown = [.. await ReadAsync("backlog", "RowKey eq 'item'"), .. await ReadAsync("views", "PartitionKey eq 'board'")];
        return shown.Count(row => JsonSerializer.Deserialize(row.GetString("Document"), StorageJsonContext.Unescaped.BacklogItem)!.Requests != perItem.GetValueOrDefault(row.RowKey == "item" ? row.PartitionKey : row.RowKey));
    }

    private async Task<bool> AreListedAsDoneAsync(HashSet<string> ids)
    {
        var moving = "PartitionKey eq 'requests' and (State eq 'Received' or State eq 'Routed')";
        if ((await ReadAsync("views", moving)).Count > 0)
        {
            return false;
        }

        var listed = (await ReadAsync("views", "PartitionKey eq 'requests'")).Select(row => row.RowKey.Split('~')[1]).ToHashSet();
        return ids.All(listed.Contains);
    }

    /// <summary>Done: settled, its reply delivered or held, and on the board where it says so.</summary>
    private static bool IsDone(Partition partition, Dictionary<string, int> asks) =>
        partition.Request is { IsSettled: true } request
        && partition.Mails.All(mail => mail.State != MailState.Queued)
        && (request.Landing?.Place != LandingPlace.Board || asks.ContainsKey(request.Id));

    /// <summary>Those that are done, stand on the list so, and have nothing pending.</summary>
    private async Task<IReadOnlyList<string>> DoneAsync(HashSet<string> open)
    {
        var asks = (await ReadAsync("backlog", "RowKey ge 'ask~' and RowKey lt 'ask~~'"))
            .GroupBy(row => row.RowKey["ask~".Length..]).ToDictionary(group => group.Key, group => group.Count());
        var listed = (await ReadAsync("views", "PartitionKey eq 'requests'")).Select(row => (Id: row.RowKey.Split('~')[1], State: row.GetString("State"))).ToHashSet();
        var pending = (await ReadAsync("pending", "")).Select(row => row.RowKey).ToHashSet();
        // A few are read one by one, many all at once.
        var partitions = open.Count > Few ? await ReadAllAsync() : null;
        List<string> done = [];
        foreach (var id in open)
        {
            if ((partitions is null ? await ReadPartitionAsync(id) : partitions.GetValueOrDefault(id)) is { } partition
                && IsDone(partition, asks)
                && listed.Contains((id, $"{partition.Request!.State}"))
                && !Enumerable.Range(1, partition.Round).Any(round => pending.Contains($"{id}~round-{round}")))
            {
                done.Add(id);
            }
        }

        return done;
    }

    private static int DuplicatedRequests(IEnumerable<Partition> partitions, HashSet<string> known) =>
        partitions.Count(partition => partition.Request is { } request && !known.Contains(request.Id));

    private async Task<Partition?> ReadPartitionAsync(string id)
    {
        var rows = await ReadAsync("requests", $"PartitionKey eq '{id}'");
        return rows.Count == 0 ? null : PartitionRows.Read(id, rows);
    }

    private async Task<Dictionary<string, Partition>> ReadAllAsync() =>
        (await ReadAsync("requests", "")).GroupBy(row => row.PartitionKey).ToDictionary(group => group.Key, group => PartitionRows.Read(group.Key, group));

    private async Task<List<TableEntity>> ReadAsync(string table, string filter)
    {
        try
        {
            return await tables.GetTableClient(table).QueryAsync<TableEntity>(filter).ToListAsync();
        }
        catch (RequestFailedException failure) when (failure.Status == (int)HttpStatusCode.NotFound)
        {
            // The app makes its tables when it first needs one.
            return [];
        }
    }
}

/// <summary>The five counts; a healthy run has all 0.</summary>
internal sealed record Verdict(int Acknowledged, int Lost, int Duplicated, int Stuck, int Ghost, int Leaked)
{
    public static readonly Verdict Nothing = new(0, 0, 0, 0, 0, 0);

    public bool IsHealthy => this with { Acknowledged = 0 } == Nothing;

    public static Verdict operator +(Verdict left, Verdict right) => new(
        left.Acknowledged + right.Acknowledged, left.Lost + right.Lost, left.Duplicated + right.Duplicated,
        left.Stuck + right.Stuck, left.Ghost + right.Ghost, left.Leaked + right.Leaked);

    public static Verdict operator -(Verdict left, Verdict right) => new(
        left.Acknowledged - right.Acknowledged, left.Lost - right.Lost, left.Duplicated - right.Duplicated,
        left.Stuck - right.Stuck, left.Ghost - right.Ghost, left.Leaked - right.Leaked);

    public override string ToString() =>
        $"acknowledged {Acknowledged} · lost {Lost} · duplicated {Duplicated} · stuck {Stuck} · ghost {Ghost} · leaked {Leaked}";
}
