using System.Globalization;
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
/// <remarks>
/// A request that a person moves away leaves its item, and may come back later on another way. Ways are numbered by the request's moves. The item remembers which
/// ways have left it, so that a late copy of an earlier message neither counts again nor takes away what a later way has counted.
/// </remarks>
internal sealed class BacklogStore(StorageAccount account, ViewStore views)
{
    private const string ItemRow = "item";
    private const string AskPrefix = "ask~";
    private const string Document = "Document";
    private const string LatestAskers = "LatestAskers";
    private const string Left = "Left";
    private const string Version = "Version";
    private const string Way = "Way";
    private const int MostLatestAskers = 50;
    private const int MostLeft = 500;
    private const int MaxTries = 10;

    /// <summary>Counts an ask for an item and makes the item where it is new; a repetition changes nothing.</summary>
    /// <param name="first">The item as it is when this ask is its first.</param>
    /// <param name="way">How often the request had been moved when it asked.</param>
    /// <returns>The item as it now stands; the board shows it.</returns>
    /// <exception cref="ConcurrentChangeException">Too many others ask for the same at this moment; trying again helps.</exception>
    public Task<BacklogItem> AskAsync(BacklogItem first, string requestId, CancellationToken cancellationToken, int way = 0)
    {
        // Most wishes ask once, so the first try looks for no ask; what then stands in the way is read.
        var isFirstTry = way == 0;
        return ChangeAsync(
            first.Id,
            () =>
            {
                (var isFirst, isFirstTry) = (isFirstTry, false);
                return isFirst ? TryAskAnewAsync(first, requestId, cancellationToken) : TryAskAsync(first, requestId, way, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>Takes an ask back; a repetition changes nothing. An item that nobody asks for any more leaves the board.</summary>
    /// <param name="way">The way that a person has ended: an ask of a later one stays.</param>
    /// <returns>The item as it now stands.</returns>
    /// <exception cref="ConcurrentChangeException">Too many others change it at this moment; trying again helps.</exception>
    public Task<BacklogItem> WithdrawAsync(string itemId, string requestId, int way, CancellationToken cancellationToken) =>
        ChangeAsync(itemId, () => TryWithdrawAsync(itemId, requestId, way, cancellationToken), cancellationToken);

    /// <summary>Makes the board's list again from the items: a scan, for when the view was lost.</summary>
    public async Task RebuildBoardAsync(CancellationToken cancellationToken)
    {
        await foreach (var row in account.Backlog.QueryAsync<TableEntity>($"RowKey eq '{ItemRow}'", cancellationToken: cancellationToken))
        {
            await views.ProjectAsync(Read(row).Listing, cancellationToken);
        }
    }

    private async Task<BacklogItem> ChangeAsync(string itemId, Func<Task<BacklogEntry?>> change, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await change() is { } entry)
            {
                // Also on a repetition: the process may have died between the batch and this.
                await views.ProjectAsync(entry.Listing, cancellationToken);
                return entry.Listing.Item;
            }
        }

        throw new ConcurrentChangeException($"Backlog item {itemId} kept changing.");
    }

    /// <returns>Null when it may have asked before, or another change came between.</returns>
    private async Task<BacklogEntry?> TryAskAnewAsync(BacklogItem first, string requestId, CancellationToken cancellationToken)
    {
        // An item of its own is not there, as far as anybody knows.
        var row = first.Id == requestId ? null : await FindAsync(new TableEntity(first.Id, ItemRow), cancellationToken);
        var stored = row is null ? null : Read(row);
        if (stored?.WayLeft(requestId) is not null || stored?.Listing.LatestAskers.Contains(requestId) == true)
        {
            return null;
        }

        var entry = stored is null ? BacklogEntry.New(first, requestId) : stored.Joined(first, requestId, MostLatestAskers);
        var ask = new TableEntity(first.Id, AskPrefix + requestId) { [Way] = 0 };
        return await TryCommitAsync(row, entry, new(TableTransactionActionType.Add, ask), cancellationToken) ? entry : null;
    }

    /// <returns>Null when another change came between.</returns>
    private async Task<BacklogEntry?> TryAskAsync(BacklogItem first, string requestId, int way, CancellationToken cancellationToken)
    {
        // The ask is read before the item: where the ask is, the item is.
        var key = new TableEntity(first.Id, AskPrefix + requestId);
        var ask = await FindAsync(key, cancellationToken);
        var row = await FindAsync(new TableEntity(first.Id, ItemRow), cancellationToken);
        var stored = row is null ? null : Read(row);
        if (stored is not null && (WayOf(ask) >= way || stored.WayLeft(requestId) >= way))
        {
            return stored;
        }

        var entry = (stored, ask) switch
        {
            (null, _) => BacklogEntry.New(first, requestId),
            // It came back before its earlier way was taken away.
            (_, not null) => stored.Kept(first),
            _ => stored.Joined(first, requestId, MostLatestAskers),
        };
        key[Way] = way;
        return await TryCommitAsync(row, entry, ask is null ? new(TableTransactionActionType.Add, key) : new(TableTransactionActionType.UpdateReplace, key, ask.ETag), cancellationToken) ? entry : null;
    }

    /// <returns>Null when another change came between.</returns>
    private async Task<BacklogEntry?> TryWithdrawAsync(string itemId, string requestId, int way, CancellationToken cancellationToken)
    {
        var ask = await FindAsync(new TableEntity(itemId, AskPrefix + requestId), cancellationToken);
        var row = await FindAsync(new TableEntity(itemId, ItemRow), cancellationToken);
        var stored = row is null ? BacklogEntry.Unasked(itemId) : Read(row);
        if (stored.WayLeft(requestId) >= way)
        {
            return stored;
        }

        // An ask that has not come yet is told by what the item remembers; that of a later way stays.
        var isCounted = WayOf(ask) is { } counted && counted <= way;
        var entry = (isCounted ? stored.Without(requestId) : stored).Leaving(requestId, way, MostLeft);
        return await TryCommitAsync(row, entry, isCounted ? new(TableTransactionActionType.Delete, ask, ask!.ETag) : null, cancellationToken) ? entry : null;
    }

    private async Task<bool> TryCommitAsync(TableEntity? before, BacklogEntry entry, TableTransactionAction? ask, CancellationToken cancellationToken)
    {
        var item = ToRow(entry);
        List<TableTransactionAction> batch =
        [
            before is null ? new(TableTransactionActionType.Add, item) : new(TableTransactionActionType.UpdateReplace, item, before.ETag),
        ];
        if (ask is not null)
        {
            batch.Add(ask);
        }

        try
        {
            await account.RunAsync(token => account.Backlog.SubmitTransactionAsync(batch, token), cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException refused) when (refused.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private static int? WayOf(TableEntity? ask) => ask is null ? null : ask.GetInt32(Way) ?? 0;

    private Task<TableEntity?> FindAsync(TableEntity key, CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            var found = await account.Backlog.GetEntityIfExistsAsync<TableEntity>(key.PartitionKey, key.RowKey, cancellationToken: token);
            return found.HasValue ? found.Value : null;
        },
        cancellationToken);

    private static TableEntity ToRow(BacklogEntry entry) => new(entry.Listing.Item.Id, ItemRow)
    {
        [Document] = JsonSerializer.Serialize(entry.Listing.Item, StorageJsonContext.Unescaped.BacklogItem),
        [LatestAskers] = string.Join(' ', entry.Listing.LatestAskers),
        [Version] = entry.Listing.Version,
        [Left] = entry.Left.Count == 0 ? null : string.Join(' ', entry.Left.Select(left => string.Create(CultureInfo.InvariantCulture, $"{left.RequestId}.{left.Way}"))),
    };

    private static BacklogEntry Read(TableEntity row)
    {
        var item = JsonSerializer.Deserialize(row.GetString(Document), StorageJsonContext.Unescaped.BacklogItem)
            ?? throw new RequestFailedException(500, $"Backlog item {row.PartitionKey} is empty.");
        var left = (row.GetString(Left) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(each => each.Split('.'));
        return new(
            new BoardListing(item, row.GetString(LatestAskers).Split(' ', StringSplitOptions.RemoveEmptyEntries)) { Version = row.GetInt32(Version) ?? item.Requests },
            [.. left.Select(parts => (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture)))]);
    }
}
