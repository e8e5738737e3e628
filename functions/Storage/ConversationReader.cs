using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Router.Requests;

namespace Router.Storage;

/// <summary>
/// Reads of a request what one page shows: its state, our mails, a page of its later mails from the newest on, and what happened meanwhile. However long the conversation
/// is, the calls and the rows are as many.
/// </summary>
internal sealed partial class ConversationReader(StorageAccount account)
{
    public const int MailsPerPage = 10;
    public const int MaxEvents = 200;

    /// <summary>The cursor from an address; null for anything else.</summary>
    public static string? ReadCursor(string? text) => text is not null && Cursor().IsMatch(text) ? text : null;

    /// <param name="before">Begins after the mail with this cursor; null with the newest.</param>
    /// <returns>Null where there is no such request.</returns>
    public async Task<ConversationPage?> ReadAsync(RequestId id, string? before, CancellationToken cancellationToken)
    {
        var state = RowsAsync($"{PartitionFilter(id)} and RowKey eq '{PartitionRows.HeadRow}'", 1, cancellationToken);
        var ours = RowsAsync(PartitionRows.InPartition(id.Value, PartitionRows.MailPrefix), int.MaxValue, cancellationToken);
        var later = await RowsAsync(LaterThan(id, before), MailsPerPage + 1, cancellationToken);
        if ((await state).Count == 0)
        {
            return null;
        }

        var shown = later.Take(MailsPerPage).ToList();
        var isLast = later.Count <= MailsPerPage;
        // Those from before rows were in order are all older, and few.
        var unordered = isLast ? RowsAsync(PartitionRows.InPartition(id.Value, PartitionRows.FollowUpPrefix), int.MaxValue, cancellationToken) : Task.FromResult<List<TableEntity>>([]);
        var events = await RowsAsync(EventsBetween(id, isLast ? null : TimeOf(shown[^1].RowKey), before is null ? null : TimeOf(PartitionRows.LaterPrefix + before)), MaxEvents, cancellationToken);
        var partition = PartitionRows.Read(id.Value, [.. await state, .. await ours, .. shown, .. await unordered, .. events]);
        return partition.Request is { } request ? new ConversationPage(request, partition, isLast ? null : shown[^1].RowKey[PartitionRows.LaterPrefix.Length..]) : null;
    }

    /// <summary>One of its later mails; null where there is none of that key.</summary>
    public async Task<FollowUp?> FindLaterAsync(RequestId id, string mailKey, CancellationToken cancellationToken)
    {
        var keys = TableClient.CreateQueryFilter($"(MailKey eq {mailKey} and RowKey ge {PartitionRows.LaterPrefix} and RowKey lt {PartitionRows.LaterPrefix + '~'}) or RowKey eq {PartitionRows.FollowUpPrefix + mailKey}");
        var rows = await RowsAsync($"{PartitionFilter(id)} and ({keys})", 1, cancellationToken);
        return PartitionRows.Read(id.Value, rows).FollowUps is [var found] ? found : null;
    }

    private static string PartitionFilter(RequestId id) => $"PartitionKey eq '{id}'";

    private static string LaterThan(RequestId id, string? before) => before is null
        ? PartitionRows.InPartition(id.Value, PartitionRows.LaterPrefix)
        : TableClient.CreateQueryFilter($"PartitionKey eq {id.Value} and RowKey gt {PartitionRows.LaterPrefix + before} and RowKey lt {PartitionRows.LaterPrefix + '~'}");

    /// <param name="from">Null from the beginning.</param>
    /// <param name="until">Null to the end.</param>
    private static string EventsBetween(RequestId id, DateTimeOffset? from, DateTimeOffset? until)
    {
        var first = from is { } start ? PartitionRows.EventKey(start) : PartitionRows.EventPrefix;
        var end = until is { } stop ? PartitionRows.EventKey(stop) : PartitionRows.EventPrefix + '~';
        return TableClient.CreateQueryFilter($"PartitionKey eq {id.Value} and RowKey ge {first} and RowKey lt {end}");
    }

    private static DateTimeOffset TimeOf(string laterKey) =>
        new(DateTimeOffset.MaxValue.UtcTicks - long.Parse(laterKey.Split('~')[1], System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);

    private Task<List<TableEntity>> RowsAsync(string filter, int most, CancellationToken cancellationToken) => account.RunAsync(
        async token => await account.Requests.QueryAsync<TableEntity>(filter, Math.Min(most, 1_000), cancellationToken: token).Take(most).ToListAsync(token),
        cancellationToken);

    [GeneratedRegex(@"\A[0-2][0-9]{18}~[0-9a-f]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Cursor();
}

/// <param name="Partition">Of its rows those that the page shows.</param>
/// <param name="Earlier">The cursor of the page with the mails before; null on the last.</param>
internal sealed record ConversationPage(Request Request, Partition Partition, string? Earlier);
