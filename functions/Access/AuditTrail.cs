using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Router.Storage;

namespace Router.Access;

/// <summary>
/// What people did, one row each, written before the act so that none is missing. Rows are added and read, never changed or removed. Keys count backwards,
/// so that the table is in order with the newest first; one partition holds a month.
/// </summary>
internal sealed class AuditTrail(StorageAccount account, CallerAddress addresses, TimeProvider time)
{
    private const int MaxDetailLength = 1_000;
    private const char KeySeparator = '!';

    /// <summary>To be called by each page that changes something, before it does.</summary>
    /// <param name="on">The page of what it is done to.</param>
    /// <param name="detail">Ids and names of ours.</param>
    public Task RecordAsync(HttpContext context, Act act, string on, string detail = "")
    {
        var person = SignedInPerson.Of(context);
        return AddAsync(
            new AuditEntry(
                time.GetUtcNow(), person.Name, person.Id, string.Join(' ', person.Roles.Order()), act.ToString(), Plain(on), Plain(detail), addresses.Of(context.Request)),
            context.RequestAborted);
    }

    public Task AddAsync(AuditEntry entry, CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            try
            {
                await account.Audit.AddEntityAsync(ToRow(entry), token);
            }
            catch (RequestFailedException known) when (known.Status == 409)
            {
                // Its key is random: it is ours, and the answer of the first try got lost.
            }
        },
        cancellationToken);

    /// <summary>The newest first.</summary>
    /// <param name="after">Begins after the entry with this cursor.</param>
    public IAsyncEnumerable<(AuditEntry Entry, string Cursor)> LatestAsync(string? after, CancellationToken cancellationToken) => RowsAsync(
        after?.Split(KeySeparator) is [var partition, var row] ? TableClient.CreateQueryFilter($"PartitionKey gt {partition} or (PartitionKey eq {partition} and RowKey gt {row})") : null,
        cancellationToken).Select(row => (ToEntry(row), $"{row.PartitionKey}{KeySeparator}{row.RowKey}"));

    /// <summary>All of a month (UTC), the newest first.</summary>
    public IAsyncEnumerable<AuditEntry> OfMonthAsync(DateOnly month, CancellationToken cancellationToken) =>
        RowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(month.Year, month.Month)}"), cancellationToken).Select(ToEntry);

    private async IAsyncEnumerable<TableEntity> RowsAsync(string? filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // On a new account the table is made here, so that an empty trail is no error.
        await account.RunAsync(_ => Task.CompletedTask, cancellationToken);
        await foreach (var row in account.Audit.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            yield return row;
        }
    }

    private static TableEntity ToRow(AuditEntry entry) => new(
        PartitionOf(entry.At.UtcDateTime.Year, entry.At.UtcDateTime.Month), $"{DateTimeOffset.MaxValue.UtcTicks - entry.At.UtcTicks:D19}~{RandomNumberGenerator.GetHexString(16, lowercase: true)}")
    {
        ["At"] = entry.At,
        ["Person"] = entry.Person,
        ["Account"] = entry.Account,
        ["Roles"] = entry.Roles,
        ["Act"] = entry.Act,
        ["On"] = entry.On,
        ["Detail"] = entry.Detail,
        ["From"] = entry.From,
    };

    private static AuditEntry ToEntry(TableEntity row) => new(
        row.GetDateTimeOffset("At")!.Value, row.GetString("Person"), row.GetString("Account"), row.GetString("Roles"), row.GetString("Act"), row.GetString("On"), row.GetString("Detail"), row.GetString("From"));

    private static string PartitionOf(int year, int month) => $"{9999 - year:D4}-{12 - month:D2}";

    // A form's values are what somebody typed until they are looked up.
    private static string Plain(string text) => string.Concat(text.EnumerateRunes().Take(MaxDetailLength).Select(rune => Rune.IsControl(rune) ? " " : rune.ToString()));
}
