using Azure.Data.Tables;

namespace Router.Storage;

/// <summary>Which automatic replies an address has had: written before one leaves, so that a crash can only count one too many.</summary>
internal sealed class AutomaticReplyLog(StorageAccount account, TimeProvider time)
{
    /// <summary>Notes that a reply is about to leave; repeating it changes nothing.</summary>
    /// <returns>What was noted for the address before it, the latest day's.</returns>
    public Task<IReadOnlyList<LoggedReply>> NoteAsync(string inbox, string conversation, CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            var key = HashedKey.Of("replies\n" + inbox);
            var standing = await account.Threads.GetEntityIfExistsAsync<TableEntity>(key, conversation, cancellationToken: token);
            var own = standing.HasValue ? standing.Value!.GetDateTimeOffset("At")!.Value : time.GetUtcNow();
            if (!standing.HasValue)
            {
                await account.Threads.UpsertEntityAsync(new TableEntity(key, conversation) { ["At"] = own }, TableUpdateMode.Replace, token);
            }

            List<LoggedReply> earlier = [];
            var since = own - TimeSpan.FromDays(1);
            await foreach (var row in account.Threads.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {key} and At gt {since} and At le {own}"), cancellationToken: token))
            {
                if (row.RowKey != conversation)
                {
                    earlier.Add(new LoggedReply(row.RowKey, row.GetDateTimeOffset("At")!.Value));
                }
            }

            return (IReadOnlyList<LoggedReply>)earlier;
        },
        cancellationToken);
}

internal sealed record LoggedReply(string Conversation, DateTimeOffset At);
