using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Data.Tables;
using Router.Requests;

namespace Router.Storage;

/// <summary>Reads from the lists what the search is to find: each request, what customers said later, and our mails.</summary>
internal sealed class SearchFeed(StorageAccount account)
{
    public static IReadOnlyList<string> Lists { get; } = [ViewStore.RequestsView, ViewStore.LaterView, ViewStore.MailsView];

    /// <summary>Newest first.</summary>
    /// <param name="since">Leaves out what is older; null reads all.</param>
    public async IAsyncEnumerable<SearchDocument> ReadAsync(string list, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await account.RunAsync(_ => Task.CompletedTask, cancellationToken);
        var filter = since is { } bound
            ? TableClient.CreateQueryFilter($"PartitionKey eq {list} and RowKey lt {ViewStore.NewestFirst(bound, "")}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {list}");
        string[] columns = ["RowKey", "Document", "Partition", "Subject", "Name", "Address", TextColumns.Text];
        await foreach (var row in account.Views.QueryAsync<TableEntity>(filter, select: columns, cancellationToken: cancellationToken))
        {
            if (ToDocument(list, row) is { } document)
            {
                yield return document;
            }
        }
    }

    private static SearchDocument? ToDocument(string list, TableEntity row)
    {
        var text = row.GetString(TextColumns.Text) ?? "";
        switch (list)
        {
            case ViewStore.RequestsView:
                var request = JsonSerializer.Deserialize(row.GetString("Document"), StorageJsonContext.Unescaped.Request)!;
                return new(row.RowKey, row.ETag.ToString(), request.Id, TimeOf(row), request.Subject, People(request.Customer.Name, request.Customer.Address), $"{text}\n{string.Join('\n', request.Details.Values)}".Trim());
            case ViewStore.LaterView:
                return new(row.RowKey, row.ETag.ToString(), row.GetString("Partition"), TimeOf(row), row.GetString("Subject"), People(row.GetString("Name"), row.GetString("Address")), text);
            default:
                var mail = JsonSerializer.Deserialize(row.GetString("Document"), StorageJsonContext.Unescaped.Mail)!;
                return RequestId.TryParse(row.GetString("Partition"), out var id)
                    ? new(row.RowKey, row.ETag.ToString(), id.Value, TimeOf(row), mail.Subject, People(mail.ToName, mail.To), TextColumns.Cut(mail.PlainText))
                    : null;
        }
    }

    private static string People(string name, string address) => name == address ? name : $"{name} {address}";

    private static DateTimeOffset TimeOf(TableEntity row) =>
        new(DateTimeOffset.MaxValue.UtcTicks - long.Parse(row.RowKey[..row.RowKey.IndexOf('~', StringComparison.Ordinal)], CultureInfo.InvariantCulture), TimeSpan.Zero);
}

/// <summary>One message as the search knows it.</summary>
/// <param name="Key">Names it among all.</param>
/// <param name="ETag">Differs when it has changed.</param>
/// <param name="RequestId">The request that it stands in.</param>
/// <param name="People">Name and address of who wrote it; for a mail of ours, of whom it went to.</param>
internal sealed record SearchDocument(string Key, string ETag, string RequestId, DateTimeOffset At, string Subject, string People, string Text);
