using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Destinations.Backlog;

/// <summary>
/// Backlog items: one partition per item with the item and a row for each request that asks for it, changed together in one batch, so that
/// a request is counted once whatever is repeated. The board's list is a view of them.
/// </summary>
internal sealed class BacklogStore(StorageAccount account, ViewStore views)
{
    private const string ItemRow = "item";
    private const string AskPrefix = "ask~";
    private const string Document = "Document";
    private const string LatestAskers = "LatestAskers";
    private const int MostLatestAskers = 50;
    private const int MaxTries = 10;

    /// <summary>Counts an ask for an item and makes the item where it is new; a repetition changes nothing.</summary>
    /// <param name="first">The item as it is when this ask is its first.</param>
    /// <returns>The item as it now stands; the board shows it.</returns>
    /// <exception cref="ConcurrentChangeException">Too many others ask for the same at this moment; trying again helps.</exception>
    public async Task<BacklogItem> AskAsync(BacklogItem first, string requestId, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await TryAskAsync(first, requestId, cancellationToken) is { } listing)
            {
                // Also on a repetition: the process may have died between the batch and this.
                await views.ProjectAsync(listing, cancellationToken);
                return listing.Item;
            }
        }

        throw new ConcurrentChangeException($"Backlog item {first.Id} kept changing.");
    }

    /// <summary>Makes the board's list again from the items: a scan, for when the view was lost.</summary>
    public async Task RebuildBoardAsync(CancellationToken cancellationToken)
    {
        await foreach (var row in account.Backlog.QueryAsync<TableEntity>($"RowKey eq '{ItemRow}'", cancellationToken: cancellationToken))
        {
            await views.ProjectAsync(Read(row), cancellationToken);
        }
    }

    /// <returns>Null when another ask came between.</returns>
    private async Task<BoardListing?> TryAskAsync(BacklogItem first, string requestId, CancellationToken cancellationToken)
    {
        // The ask is read before the item: where the ask is, the item is.
        var ask = new TableEntity(first.Id, AskPrefix + requestId);
        var isCounted = await FindAsync(ask, cancellationToken) is not null;
        var row = await FindAsync(new TableEntity(first.Id, ItemRow), cancellationToken);
        var stored = row is null ? null : Read(row);
        if (isCounted)
        {
            return stored;
        }

        var listing = stored is null ? new BoardListing(first with { Requests = 1 }, [requestId]) : Join(stored, first, requestId);
        return await TryCommitAsync(row, ToRow(listing), ask, cancellationToken) ? listing : null;
    }

    private async Task<bool> TryCommitAsync(TableEntity? before, TableEntity item, TableEntity ask, CancellationToken cancellationToken)
    {
        TableTransactionAction[] batch =
        [
            before is null ? new(TableTransactionActionType.Add, item) : new(TableTransactionActionType.UpdateReplace, item, before.ETag),
            new(TableTransactionActionType.Add, ask),
        ];
        try
        {
            await account.RunAsync(token => account.Backlog.SubmitTransactionAsync(batch, token), cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException refused) when (refused.Status is 409 or 412)
        {
            return false;
        }
    }

    private Task<TableEntity?> FindAsync(TableEntity key, CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            var found = await account.Backlog.GetEntityIfExistsAsync<TableEntity>(key.PartitionKey, key.RowKey, cancellationToken: token);
            return found.HasValue ? found.Value : null;
        },
        cancellationToken);

    private static BoardListing Join(BoardListing stored, BacklogItem ask, string requestId) => new(
        stored.Item with
        {
            Requests = stored.Item.Requests + 1,
            LastAskedAt = ask.LastAskedAt > stored.Item.LastAskedAt ? ask.LastAskedAt : stored.Item.LastAskedAt,
        },
        [requestId, .. stored.LatestAskers.Take(MostLatestAskers - 1)]);

    private static TableEntity ToRow(BoardListing listing) => new(listing.Item.Id, ItemRow)
    {
        [Document] = JsonSerializer.Serialize(listing.Item, StorageJsonContext.Unescaped.BacklogItem),
        [LatestAskers] = string.Join(' ', listing.LatestAskers),
    };

    private static BoardListing Read(TableEntity row) => new(
        JsonSerializer.Deserialize(row.GetString(Document), StorageJsonContext.Unescaped.BacklogItem)
            ?? throw new RequestFailedException(500, $"Backlog item {row.PartitionKey} is empty."),
        row.GetString(LatestAskers).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
