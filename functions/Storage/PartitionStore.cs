using Azure;
using Azure.Data.Tables;
using Router.Requests;

namespace Router.Storage;

/// <summary>
/// Reads and commits partitions. A commit is one entity-group transaction; one that begins a round of work writes down before that there is work, so that a
/// crash between the commit and the sending is found by the relay (see <see cref="PendingStore"/>).
/// </summary>
/// <param name="progress">Tells whether a partition has work left.</param>
internal sealed class PartitionStore(StorageAccount account, PendingStore pending, IWorkProgress progress, TimeProvider time)
{
    private const int MostOfOnePrefix = 5;
    private const int LatestMails = 10;

    public Task<Partition?> LoadAsync(string key, CancellationToken cancellationToken) => ReadAsync(key, PartitionRows.WithoutRaw(key), cancellationToken);

    /// <summary>The head alone, by one point read: for who works on a request, however long its conversation is. A stage may be committed on top of it.</summary>
    public async Task<Partition?> LoadHeadAsync(string key, CancellationToken cancellationToken) =>
        await FindRowAsync(key, PartitionRows.HeadRow, cancellationToken) is { } head && PartitionRows.IsWhole(head)
            ? PartitionRows.Read(key, [head])
            : await LoadWithoutConversationAsync(key, cancellationToken);

    /// <summary>The head and one of our mails; null where there is no such mail.</summary>
    public async Task<(Partition Partition, Mail Mail)?> LoadMailAsync(string key, string mailKey, CancellationToken cancellationToken)
    {
        // In this order: a commit on top of the head is refused when the mail has changed since.
        if (await LoadHeadAsync(key, cancellationToken) is not { } head)
        {
            return null;
        }

        return await FindMailAsync(key, mailKey, cancellationToken) is { } mail ? (head, mail) : null;
    }

    /// <summary>One of our mails alone.</summary>
    public async Task<Mail?> FindMailAsync(string key, string mailKey, CancellationToken cancellationToken) =>
        await FindRowAsync(key, PartitionRows.MailPrefix + mailKey, cancellationToken) is { } row && PartitionRows.Read(key, [row]).Mails is [var mail] ? mail : null;

    /// <summary>What a stage tells others.</summary>
    public async Task<IReadOnlyList<StoredFact>> LoadFactsAsync(string key, string stage, CancellationToken cancellationToken)
    {
        List<TableEntity> rows = [];
        while (await FindRowAsync(key, PartitionRows.FactKey(stage, rows.Count), cancellationToken) is { } row)
        {
            rows.Add(row);
        }

        return PartitionRows.Read(key, rows).Facts;
    }

    /// <summary>All but the later mails and the timeline.</summary>
    public Task<Partition?> LoadWithoutConversationAsync(string key, CancellationToken cancellationToken) => ReadAsync(key, PartitionRows.WithoutConversation(key), cancellationToken);

    /// <summary>The newest of its later mails, a few of them.</summary>
    public async Task<IReadOnlyList<FollowUp>> LoadLatestAsync(string key, CancellationToken cancellationToken)
    {
        var rows = await account.RunAsync(
            async token => await account.Requests
                .QueryAsync<TableEntity>(PartitionRows.InPartition(key, PartitionRows.LaterPrefix), LatestMails, cancellationToken: token)
                .Take(LatestMails)
                .ToListAsync(token),
            cancellationToken);
        return PartitionRows.Read(key, rows).FollowUps;
    }

    /// <summary>The state alone; null where there is no such request.</summary>
    public async Task<StoredRequest?> FindRequestAsync(string key, CancellationToken cancellationToken)
    {
        var row = await FindRowAsync(key, PartitionRows.HeadRow, cancellationToken);
        return row is not null && PartitionRows.Read(key, [row]) is { Request: { } request } found ? new StoredRequest(request, found.Text) : null;
    }

    /// <summary>Keys of requests that begin with some digits of an id, a few of them.</summary>
    public Task<List<string>> FindByPrefixAsync(string digits, CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            List<string> found = [];
            // 'g' follows the last hex digit.
            var filter = TableClient.CreateQueryFilter($"PartitionKey ge {digits} and PartitionKey lt {digits + "g"} and RowKey eq {PartitionRows.HeadRow}");
            await foreach (var row in account.Requests.QueryAsync<TableEntity>(filter, select: ["PartitionKey"], cancellationToken: token))
            {
                found.Add(row.PartitionKey);
                if (found.Count == MostOfOnePrefix)
                {
                    break;
                }
            }

            return found;
        },
        cancellationToken);

    /// <summary>Commits a stage on top of <paramref name="before"/>, or as the first of its partition when that is null.</summary>
    /// <param name="alongside">Work that must be done before the commit and can run beside writing that there is work, such as storing the raw payload.</param>
    public async Task<CommitResult> CommitAsync(
        string key, Partition? before, Stage stage, CancellationToken cancellationToken, Func<Task>? alongside = null)
    {
        var begun = before?.IsUnderWay == true ? Task.CompletedTask : pending.AddAsync(key, Partition.RoundOf(before), cancellationToken);
        await Task.WhenAll(begun, alongside?.Invoke() ?? Task.CompletedTask);
        var head = PartitionRows.ToHeadRow(After(key, before, stage));
        List<TableTransactionAction> actions =
        [
            before is null || before.HeadETag == default ? new(TableTransactionActionType.Add, head) : new(TableTransactionActionType.UpdateReplace, head, before.HeadETag),
            .. PartitionRows.ToStageRows(key, stage, time.GetUtcNow()).Select(row => new TableTransactionAction(
                PartitionRows.MayChange(row) ? TableTransactionActionType.UpsertReplace : TableTransactionActionType.Add, row)),
        ];
        try
        {
            await account.RunAsync(token => account.Requests.SubmitTransactionAsync(actions, token), cancellationToken);
            return CommitResult.Committed;
        }
        catch (TableTransactionFailedException refused) when (refused.Status is 409 or 412)
        {
            return await JudgeRefusalAsync(key, stage.Name, cancellationToken);
        }
    }

    /// <summary>What stands in storage once a stage has committed.</summary>
    public Partition After(string key, Partition? before, Stage stage) => Partition.After(key, before, stage, progress.HasOpenWork);

    /// <summary>Ends a round that has nothing open any more.</summary>
    /// <returns>False where another commit came between.</returns>
    public async Task<bool> EndRoundAsync(Partition partition, CancellationToken cancellationToken)
    {
        var head = PartitionRows.ToHeadRow(partition with { IsUnderWay = false });
        try
        {
            await account.RunAsync(token => account.Requests.UpdateEntityAsync(head, partition.HeadETag, TableUpdateMode.Replace, token), cancellationToken);
            return true;
        }
        catch (RequestFailedException lost) when (lost.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <summary>Whether a stage has committed, also one that the head of a long conversation does not name any more.</summary>
    public async Task<bool> HasCommittedAsync(string key, string stage, CancellationToken cancellationToken) => await FindRowAsync(key, PartitionRows.ReceiptKey(stage), cancellationToken) is not null;

    /// <summary>A refused batch may be our own, applied by a call that timed out: the receipt tells.</summary>
    private async Task<CommitResult> JudgeRefusalAsync(string key, string stage, CancellationToken cancellationToken) =>
        await HasCommittedAsync(key, stage, cancellationToken) ? CommitResult.AlreadyCommitted : CommitResult.Conflict;

    // A message that is not ours may name anything.
    private async Task<TableEntity?> FindRowAsync(string key, string row, CancellationToken cancellationToken)
    {
        if (!PartitionRows.MayBeKey(key) || !PartitionRows.MayBeKey(row))
        {
            return null;
        }

        var found = await account.RunAsync(token => account.Requests.GetEntityIfExistsAsync<TableEntity>(key, row, cancellationToken: token), cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private async Task<Partition?> ReadAsync(string key, string filter, CancellationToken cancellationToken)
    {
        var rows = await account.RunAsync(async token => await account.Requests.QueryAsync<TableEntity>(filter, cancellationToken: token).ToListAsync(token), cancellationToken);
        return rows.Count == 0 ? null : PartitionRows.Read(key, rows);
    }
}

/// <param name="Text">The customer's words.</param>
internal sealed record StoredRequest(Request Request, string Text);

/// <summary>What became of a commit.</summary>
internal enum CommitResult
{
    /// <summary>Applied now.</summary>
    Committed,

    /// <summary>The stage's receipt was there before.</summary>
    AlreadyCommitted,

    /// <summary>Another stage changed the partition in between; read again and redo.</summary>
    Conflict,
}
