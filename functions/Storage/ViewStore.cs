using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Router.Requests;

namespace Router.Storage;

/// <summary>Lists across partitions. A row is a copy of a partition's state; an older copy never replaces a newer one.</summary>
internal sealed class ViewStore(StorageAccount account)
{
    public const string RequestsView = "requests";
    public const string MailsView = "mails";
    public const string LaterView = "later";
    private const string BoardView = "board";
    private const int StatesPerRevision = 10;

    /// <summary>Brings the lists up to date with a partition.</summary>
    public async Task ProjectAsync(Partition partition, CancellationToken cancellationToken)
    {
        await ProjectRequestAsync(partition, cancellationToken);
        await ProjectMailsAsync(partition.Key, partition.Mails, cancellationToken);
    }

    public async Task ProjectRequestAsync(Partition partition, CancellationToken cancellationToken)
    {
        if (partition.Request is { } request)
        {
            var document = JsonSerializer.Serialize(request, StorageJsonContext.Unescaped.Request);
            var row = new TableEntity(RequestsView, NewestFirst(request.ReceivedAt, partition.Key))
            {
                ["Document"] = document,
                [TextColumns.Text] = TextColumns.Cut(partition.Text),
                ["Version"] = partition.Version,
                ["Kind"] = request.Kind.ToString(),
                ["State"] = request.State.ToString(),
                ["HasUnread"] = request.HasUnread || request.HasHeld,
                ["HasParkedMail"] = request.Parking?.MailKey is not null,
            };
            await UpsertNewerAsync(row, cancellationToken);
        }
    }

    /// <summary>Those that have come so far that somebody may look for them.</summary>
    public async Task ProjectMailsAsync(string partition, IEnumerable<Mail> mails, CancellationToken cancellationToken)
    {
        foreach (var mail in mails.Where(mail => mail.State != MailState.Queued))
        {
            await UpsertNewerAsync(
                new TableEntity(MailsView, NewestFirst(mail.CreatedAt, $"{partition}~{mail.Key}"))
                {
                    ["Document"] = JsonSerializer.Serialize(mail, StorageJsonContext.Unescaped.Mail),
                    ["Partition"] = partition,
                    ["Version"] = (mail.Revision * StatesPerRevision) + (int)mail.State,
                    // Rows of mails that nobody has changed are found by their version, as all were until December 2026.
                    ["State"] = mail.Revision == 0 ? null : mail.State.ToString(),
                },
                cancellationToken);
        }
    }

    /// <summary>What was said later in a request, for the search.</summary>
    public async Task ProjectLaterAsync(string partition, IEnumerable<FollowUp> followUps, CancellationToken cancellationToken)
    {
        foreach (var followUp in followUps)
        {
            var row = new TableEntity(LaterView, NewestFirst(followUp.ReceivedAt, $"{partition}~{followUp.Key}"))
            {
                ["Partition"] = partition,
                ["Subject"] = followUp.Subject,
                ["Name"] = followUp.From.Name,
                ["Address"] = followUp.From.Address,
                [TextColumns.Text] = TextColumns.Cut(followUp.Text),
            };
            await account.RunAsync(token => account.Views.UpsertEntityAsync(row, TableUpdateMode.Replace, token), cancellationToken);
        }
    }

    /// <summary>Brings the board up to date with a backlog item.</summary>
    public Task ProjectAsync(BoardListing listing, CancellationToken cancellationToken) => UpsertNewerAsync(
        new TableEntity(BoardView, listing.Item.Id)
        {
            ["Document"] = JsonSerializer.Serialize(listing.Item, StorageJsonContext.Unescaped.BacklogItem),
            ["LatestAskers"] = string.Join(' ', listing.LatestAskers),
            ["Version"] = listing.Version,
        },
        cancellationToken);

    /// <summary>All backlog items that somebody asks for, in no order that means anything.</summary>
    public IAsyncEnumerable<BoardListing> BoardAsync(CancellationToken cancellationToken) =>
        RowsAsync($"PartitionKey eq '{BoardView}'", cancellationToken).Select(row => new BoardListing(
            JsonSerializer.Deserialize(row.GetString("Document"), StorageJsonContext.Unescaped.BacklogItem)!,
            row.GetString("LatestAskers").Split(' ', StringSplitOptions.RemoveEmptyEntries))).Where(listing => listing.Item.Requests > 0);

    /// <summary>Requests, newest first.</summary>
    /// <param name="after">Begins after the request that had this <see cref="CursorOf"/>.</param>
    /// <param name="isUnread">Only those with a later mail that nobody has read, or that is held.</param>
    public IAsyncEnumerable<Request> RequestsAsync(
        RequestKind? kind, RequestState? state, CancellationToken cancellationToken, string? after = null, bool isUnread = false)
    {
        var filter = $"PartitionKey eq '{RequestsView}'"
            + (kind is null ? "" : $" and Kind eq '{kind}'")
            + (state is null ? "" : $" and State eq '{state}'")
            + (isUnread ? " and HasUnread eq true" : "")
            + (after is null ? "" : " and " + TableClient.CreateQueryFilter($"RowKey gt {after}"));
        return RowsAsync(filter, cancellationToken)
            .Select(row => JsonSerializer.Deserialize(row.GetString("Document"), StorageJsonContext.Unescaped.Request)!);
    }

    /// <summary>Requests with a step that failed for good, newest first: parked ones, and settled ones of which a mail failed.</summary>
    public IAsyncEnumerable<Request> StoppedAsync(CancellationToken cancellationToken) =>
        RowsAsync($"PartitionKey eq '{RequestsView}' and (State eq '{RequestState.Parked}' or HasParkedMail eq true)", cancellationToken)
            .Select(row => JsonSerializer.Deserialize(row.GetString("Document"), StorageJsonContext.Unescaped.Request)!);

    /// <summary>Where a request stands in the list.</summary>
    public static string CursorOf(Request request) => NewestFirst(request.ReceivedAt, request.Id);

    /// <summary>Mails of all partitions, newest first.</summary>
    public IAsyncEnumerable<MailListing> MailsAsync(CancellationToken cancellationToken, params IReadOnlyCollection<MailState> states) =>
        RowsAsync(
            $"PartitionKey eq '{MailsView}'" + (states.Count == 0 ? "" : $" and ({string.Join(" or ", states.Select(state => $"Version eq {(int)state} or State eq '{state}'"))})"),
            cancellationToken).Select(row => new MailListing(
            row.GetString("Partition"), JsonSerializer.Deserialize(row.GetString("Document"), StorageJsonContext.Unescaped.Mail)!));

    private async IAsyncEnumerable<TableEntity> RowsAsync(string filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // On a new account the tables are made here, so that an empty list is an empty list and not an error.
        await account.RunAsync(_ => Task.CompletedTask, cancellationToken);
        await foreach (var row in account.Views.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            yield return row;
        }
    }

    private Task UpsertNewerAsync(TableEntity row, CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            var mayBeNew = true;
            while (!await TryUpsertNewerAsync(row, mayBeNew, token))
            {
                // It was there, or another writer came between; look again.
                mayBeNew = false;
            }
        },
        cancellationToken);

    private async Task<bool> TryUpsertNewerAsync(TableEntity row, bool mayBeNew, CancellationToken cancellationToken)
    {
        try
        {
            // Most rows are new: a first version is added without a look, and what then stands in the way is compared.
            if (mayBeNew && row.GetInt32("Version") <= 1)
            {
                await account.Views.AddEntityAsync(row, cancellationToken);
                return true;
            }

            var stored = await account.Views.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, ["Version"], cancellationToken);
            if (!stored.HasValue)
            {
                await account.Views.AddEntityAsync(row, cancellationToken);
            }
            else if (stored.Value!.GetInt32("Version") < row.GetInt32("Version"))
            {
                await account.Views.UpdateEntityAsync(row, stored.Value.ETag, TableUpdateMode.Replace, cancellationToken);
            }

            return true;
        }
        catch (RequestFailedException lost) when (lost.Status is 409 or 412)
        {
            return false;
        }
    }

    public static string NewestFirst(DateTimeOffset at, string id) => $"{DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks:D19}~{id}";
}

/// <param name="Partition">The request's or digest's partition.</param>
internal sealed record MailListing(string Partition, Mail Mail);

/// <param name="LatestAskers">Ids of requests that ask for it, the latest first; not all where they are many.</param>
internal sealed record BoardListing(BacklogItem Item, IReadOnlyList<string> LatestAskers)
{
    /// <summary>Grows with each change; until December 2026 a change was always one more request.</summary>
    public int Version { get; init; } = Item.Requests;
}
