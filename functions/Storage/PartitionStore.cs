using Azure.Data.Tables;
using Router.Requests;

namespace Router.Storage;

/// <summary>
/// Reads and commits partitions. A commit is one entity-group transaction; an intent is written before it, so that a crash between the
/// commit and the sending is found by the relay (see <see cref="PendingStore"/>).
/// </summary>
internal sealed class PartitionStore(StorageAccount account, PendingStore pending, TimeProvider time)
{
    private const int MostOfOnePrefix = 5;

    public Task<Partition?> LoadAsync(string key, CancellationToken cancellationToken) => ReadAsync(key, TableClient.CreateQueryFilter($"PartitionKey eq {key}"), cancellationToken);

    /// <summary>All but the later mails and the timeline: for who works on a request, however long its conversation is. A stage may be committed on top of it.</summary>
    public Task<Partition?> LoadWithoutConversationAsync(string key, CancellationToken cancellationToken) => ReadAsync(key, PartitionRows.WithoutConversation(key), cancellationToken);

    /// <summary>The state alone; null where there is no such request.</summary>
    public async Task<StoredRequest?> FindRequestAsync(string key, CancellationToken cancellationToken)
    {
        var row = await account.RunAsync(token => account.Requests.GetEntityIfExistsAsync<TableEntity>(key, PartitionRows.RequestRow, cancellationToken: token), cancellationToken);
        return row.HasValue && PartitionRows.Read(key, [row.Value!]) is { Request: { } request } found ? new StoredRequest(request, found.Text) : null;
    }

    /// <summary>Keys of requests that begin with some digits of an id, a few of them.</summary>
    public Task<List<string>> FindByPrefixAsync(string digits, CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            List<string> found = [];
            // 'g' follows the last hex digit.
            var filter = TableClient.CreateQueryFilter($"PartitionKey ge {digits} and PartitionKey lt {digits + "g"} and RowKey eq {PartitionRows.RequestRow}");
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
    /// <param name="alongside">Work that must be done before the commit and can run beside writing the intent, such as storing the raw payload.</param>
    public async Task<CommitResult> CommitAsync(
        string key, Partition? before, Stage stage, CancellationToken cancellationToken, Func<Task>? alongside = null)
    {
        await Task.WhenAll(pending.AddAsync(key, stage.Name, cancellationToken), alongside?.Invoke() ?? Task.CompletedTask);
        var now = time.GetUtcNow();
        var actions = new List<TableTransactionAction>();
        if (stage.Request is { } request)
        {
            var row = PartitionRows.ToRequestRow(key, request, (before?.Version ?? 0) + 1, stage.Text ?? before?.Text ?? "");
            actions.Add(before is null
                ? new(TableTransactionActionType.Add, row)
                : new(TableTransactionActionType.UpdateReplace, row, before.RequestETag));
        }

        actions.AddRange(PartitionRows.ToStageRows(key, stage, now).Select(row => new TableTransactionAction(
            PartitionRows.MayChange(row) ? TableTransactionActionType.UpsertReplace : TableTransactionActionType.Add, row)));
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

    /// <summary>A refused batch may be our own, applied by a call that timed out: the receipt tells.</summary>
    private async Task<CommitResult> JudgeRefusalAsync(string key, string stage, CancellationToken cancellationToken)
    {
        var receipt = await account.RunAsync(token => account.Requests.GetEntityIfExistsAsync<TableEntity>(key, PartitionRows.ReceiptKey(stage), cancellationToken: token), cancellationToken);
        return receipt.HasValue ? CommitResult.AlreadyCommitted : CommitResult.Conflict;
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
