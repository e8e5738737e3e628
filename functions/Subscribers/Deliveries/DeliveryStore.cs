using Azure;
using Azure.Data.Tables;
using Router.Storage;

namespace Router.Subscribers.Deliveries;

/// <summary>Deliveries and how their subscribers fare. A change on top of an older reading is refused, so of two couriers one delivers.</summary>
internal sealed class DeliveryStore(StorageAccount account)
{
    private const int MaxBatch = 90;
    private const int MaxChanges = 10;

    /// <summary>Keeps a delivery that is due. One that is there already stays as it is.</summary>
    public Task AddAsync(Delivery delivery, byte[] body, CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            try
            {
                await account.Deliveries.SubmitTransactionAsync(
                    [Adding(DeliveryRows.ToRow(delivery, body)), Adding(DeliveryRows.ToDueRow(delivery))], token);
            }
            catch (TableTransactionFailedException known) when (known.Status == 409)
            {
                // It was kept before, by us or by a copy of the message.
            }
        },
        cancellationToken);

    /// <summary>Replaces a delivery, and when it is due.</summary>
    /// <returns>The delivery as it stands now; null when somebody else was faster.</returns>
    public Task<StoredDelivery?> ReplaceAsync(StoredDelivery before, Delivery after, CancellationToken cancellationToken) => account.RunAsync<StoredDelivery?>(
        async token =>
        {
            try
            {
                var answers = await account.Deliveries.SubmitTransactionAsync(ReplacementOf(before, after), token);
                return new StoredDelivery(after, before.Body, answers.Value[0].Headers.ETag ?? default);
            }
            catch (TableTransactionFailedException lost) when (lost.Status is 404 or 409 or 412)
            {
                return null;
            }
        },
        cancellationToken);

    /// <summary>Deliveries whose time has come, the longest waiting first.</summary>
    public Task<List<StoredDelivery>> DueAsync(string subscriber, DateTimeOffset now, int limit, CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            var border = DeliveryRows.DueBorderAt(now);
            var due = await RowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {subscriber} and RowKey ge {DeliveryRows.FirstDue} and RowKey lt {border}"), limit, token);
            var found = await Task.WhenAll(due.Select(row => FindRowAsync(subscriber, DeliveryRows.DeliveryOf(row), token)));
            return found.OfType<StoredDelivery>().ToList();
        },
        cancellationToken);

    /// <summary>The latest facts first.</summary>
    public Task<List<Delivery>> LatestAsync(string subscriber, int limit, CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            var rows = await RowsAsync(
                TableClient.CreateQueryFilter($"PartitionKey eq {subscriber} and RowKey ge {DeliveryRows.FirstDelivery} and RowKey lt {DeliveryRows.AfterDeliveries}"), limit, token);
            return rows.Select(row => DeliveryRows.ToDelivery(row).Delivery).ToList();
        },
        cancellationToken);

    /// <param name="key">As <see cref="DeliveryRows.KeyOf"/> makes it.</param>
    public Task<StoredDelivery?> FindAsync(string subscriber, string key, CancellationToken cancellationToken) =>
        account.RunAsync(token => FindRowAsync(subscriber, key, token), cancellationToken);

    /// <summary>Forgets deliveries of facts older than <paramref name="border"/>, some at a time.</summary>
    /// <returns>How many were forgotten.</returns>
    public Task<int> ForgetAsync(string subscriber, DateTimeOffset border, CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            var from = DeliveryRows.BorderAt(border);
            var old = await RowsAsync(
                TableClient.CreateQueryFilter($"PartitionKey eq {subscriber} and RowKey gt {from} and RowKey lt {DeliveryRows.AfterDeliveries}"), MaxBatch / 2, token);
            if (old.Count > 0)
            {
                await account.Deliveries.SubmitTransactionAsync(old.SelectMany(ForgettingOf), token);
            }

            return old.Count;
        },
        cancellationToken);

    public Task<SubscriberState> StateAsync(string subscriber, CancellationToken cancellationToken) =>
        account.RunAsync(async token => (await FindStateAsync(subscriber, token)).State, cancellationToken);

    /// <returns>The state as it stands now.</returns>
    public Task<SubscriberState> ChangeAsync(string subscriber, Func<SubscriberState, SubscriberState> change, CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            for (var reading = 1; ; reading++)
            {
                var (before, etag) = await FindStateAsync(subscriber, token);
                var after = change(before);
                if (after == before || await TryWriteAsync(DeliveryRows.ToRow(subscriber, after), etag, isLast: reading == MaxChanges, token))
                {
                    return after;
                }
            }
        },
        cancellationToken);

    private async Task<bool> TryWriteAsync(TableEntity row, ETag? before, bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            await (before is { } etag
                ? account.Deliveries.UpdateEntityAsync(row, etag, TableUpdateMode.Replace, cancellationToken)
                : account.Deliveries.AddEntityAsync(row, cancellationToken));
            return true;
        }
        catch (RequestFailedException lost) when (lost.Status is 409 or 412 && !isLast)
        {
            return false;
        }
    }

    private async Task<(SubscriberState State, ETag? ETag)> FindStateAsync(string subscriber, CancellationToken cancellationToken)
    {
        var row = await account.Deliveries.GetEntityIfExistsAsync<TableEntity>(subscriber, DeliveryRows.StateRow, cancellationToken: cancellationToken);
        return row.HasValue ? (DeliveryRows.ToState(row.Value!), row.Value!.ETag) : (new SubscriberState(), null);
    }

    private async Task<StoredDelivery?> FindRowAsync(string subscriber, string key, CancellationToken cancellationToken)
    {
        var row = await account.Deliveries.GetEntityIfExistsAsync<TableEntity>(subscriber, key, cancellationToken: cancellationToken);
        return row.HasValue ? DeliveryRows.ToDelivery(row.Value!) : null;
    }

    private async Task<List<TableEntity>> RowsAsync(string filter, int limit, CancellationToken cancellationToken)
    {
        List<TableEntity> found = [];
        await foreach (var row in account.Deliveries.QueryAsync<TableEntity>(filter, maxPerPage: limit, cancellationToken: cancellationToken))
        {
            found.Add(row);
            if (found.Count == limit)
            {
                break;
            }
        }

        return found;
    }

    private static IEnumerable<TableTransactionAction> ReplacementOf(StoredDelivery before, Delivery after)
    {
        yield return new(TableTransactionActionType.UpdateReplace, DeliveryRows.ToRow(after, before.Body), before.ETag);
        var (left, entered) = (DeliveryRows.DueKeyOf(before.Delivery), DeliveryRows.DueKeyOf(after));
        if (left is not null && left != entered)
        {
            yield return new(TableTransactionActionType.Delete, new TableEntity(after.Subscriber, left), ETag.All);
        }

        if (entered is not null && entered != left)
        {
            yield return Adding(DeliveryRows.ToDueRow(after));
        }
    }

    private static IEnumerable<TableTransactionAction> ForgettingOf(TableEntity row)
    {
        yield return new(TableTransactionActionType.Delete, row, row.ETag);
        if (DeliveryRows.DueKeyOf(DeliveryRows.ToDelivery(row).Delivery) is { } due)
        {
            yield return new(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, due), ETag.All);
        }
    }

    private static TableTransactionAction Adding(TableEntity row) => new(TableTransactionActionType.Add, row);
}

/// <param name="Body">What is sent, byte for byte the same at each attempt.</param>
internal sealed record StoredDelivery(Delivery Delivery, byte[] Body, ETag ETag);
