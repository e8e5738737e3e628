using Azure;
using Azure.Data.Tables;

namespace Router.Storage;

/// <summary>Which request a mail or a conversation belongs to. Rows are written before the stage that they speak of commits: what is named here need not be there yet.</summary>
internal sealed class ThreadIndex(StorageAccount account, TimeProvider time)
{
    private const string PlacePrefix = "place~";
    private const string OursPrefix = "ours~";
    private const string MemberPrefix = "member~";
    private const string FirstRow = "first";
    private const string RequestIdColumn = "RequestId";

    /// <summary>Ids of all requests that have a mail with the Message-ID, theirs or ours.</summary>
    public Task<IReadOnlyList<string>> FindByMessageIdAsync(string messageId, CancellationToken cancellationToken) => FindAsync(KeyOfMessage(messageId), cancellationToken);

    public Task<IReadOnlyList<string>> FindByConversationAsync(string conversationId, CancellationToken cancellationToken) => FindAsync(KeyOfConversation(conversationId), cancellationToken);

    /// <summary>The request that a mail of ours with the Message-ID was written for; null where it is not ours.</summary>
    public async Task<string?> FindOursAsync(string messageId, CancellationToken cancellationToken) =>
        (await ReadAsync(KeyOfMessage(messageId), cancellationToken)).FirstOrDefault(row => row.RowKey.StartsWith(OursPrefix, StringComparison.Ordinal))?.GetString(RequestIdColumn);

    /// <summary>Where a mail was once decided to belong; null where it never was.</summary>
    /// <param name="originId">Its Message-ID, or what stands for one.</param>
    /// <param name="contentHash">Tells mails of one Message-ID apart.</param>
    public async Task<MailPlace?> FindPlaceAsync(string originId, string contentHash, CancellationToken cancellationToken)
    {
        var found = await account.RunAsync(
            token => account.Threads.GetEntityIfExistsAsync<TableEntity>(KeyOfMessage(originId), PlacePrefix + contentHash, cancellationToken: token), cancellationToken);
        return found.HasValue ? ToPlace(found.Value!) : null;
    }

    /// <summary>Decides where a mail belongs, once for all.</summary>
    /// <returns>What stands: the place given, or the one that was decided before.</returns>
    public async Task<MailPlace> DecideAsync(string originId, string contentHash, MailPlace place, CancellationToken cancellationToken) =>
        await TryDecideAsync(originId, contentHash, place, cancellationToken) ?? place;

    /// <summary>The same for who has to know whether it was decided before.</summary>
    /// <returns>The place that was decided before; null where now the given one stands.</returns>
    public async Task<MailPlace?> TryDecideAsync(string originId, string contentHash, MailPlace place, CancellationToken cancellationToken)
    {
        var row = new TableEntity(KeyOfMessage(originId), PlacePrefix + contentHash)
        {
            [RequestIdColumn] = place.RequestId,
            ["Fate"] = place.Fate.ToString(),
            ["LinkedTo"] = place.LinkedTo,
            ["Remark"] = place.Remark,
            ["IsBeyondQuota"] = place.IsBeyondQuota,
        };
        return await TryAddAsync(row, cancellationToken) ? null : await FindPlaceAsync(originId, contentHash, cancellationToken) ?? throw Vanished();
    }

    /// <summary>Notes that a conversation of the mailbox has a mail in a request.</summary>
    public Task AddToConversationAsync(string conversationId, string requestId, CancellationToken cancellationToken) =>
        PutAsync(new TableEntity(KeyOfConversation(conversationId), MemberPrefix + requestId) { [RequestIdColumn] = requestId }, cancellationToken);

    /// <summary>Ids of all requests that came from one conversation of another system.</summary>
    public Task<IReadOnlyList<string>> FindByThreadAsync(string source, string threadKey, CancellationToken cancellationToken) => FindAsync(KeyOfThread(source, threadKey), cancellationToken);

    /// <summary>Notes that a conversation of another system has a request.</summary>
    public Task AddToThreadAsync(string source, string threadKey, string requestId, CancellationToken cancellationToken) =>
        PutAsync(new TableEntity(KeyOfThread(source, threadKey), MemberPrefix + requestId) { [RequestIdColumn] = requestId }, cancellationToken);

    /// <summary>Notes a mail that we are about to send.</summary>
    public Task AddOursAsync(string messageId, string requestId, CancellationToken cancellationToken) =>
        PutAsync(new TableEntity(KeyOfMessage(messageId), OursPrefix + requestId) { [RequestIdColumn] = requestId }, cancellationToken);

    /// <summary>
    /// Of the mails of one conversation that arrive together, one may open a request; the others wait for it. A claim whose request has not come into
    /// being within <paramref name="patience"/> passes on.
    /// </summary>
    /// <returns>The request that holds the claim.</returns>
    public async Task<ConversationClaim> ClaimAsync(string conversationId, string requestId, TimeSpan patience, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var claim = new TableEntity(KeyOfConversation(conversationId), FirstRow) { [RequestIdColumn] = requestId, ["At"] = now };
        if (await TryAddAsync(claim, cancellationToken))
        {
            return new ConversationClaim(requestId, IsOld: false);
        }

        var standing = (await ReadAsync(claim.PartitionKey, cancellationToken)).Find(row => row.RowKey == FirstRow) ?? throw Vanished();
        return new ConversationClaim(standing.GetString(RequestIdColumn), now - standing.GetDateTimeOffset("At")!.Value > patience);
    }

    private async Task<IReadOnlyList<string>> FindAsync(string key, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(key, cancellationToken)).Where(row => row.RowKey != FirstRow).Select(row => row.GetString(RequestIdColumn)).Distinct(StringComparer.Ordinal)];

    private Task<List<TableEntity>> ReadAsync(string key, CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            List<TableEntity> found = [];
            await foreach (var row in account.Threads.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {key}"), cancellationToken: token))
            {
                found.Add(row);
            }

            return found;
        },
        cancellationToken);

    private Task<bool> TryAddAsync(TableEntity row, CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            try
            {
                await account.Threads.AddEntityAsync(row, token);
                return true;
            }
            catch (RequestFailedException taken) when (taken.Status == 409)
            {
                return false;
            }
        },
        cancellationToken);

    private Task<Response> PutAsync(TableEntity row, CancellationToken cancellationToken) =>
        account.RunAsync(token => account.Threads.UpsertEntityAsync(row, TableUpdateMode.Replace, token), cancellationToken);

    private static MailPlace ToPlace(TableEntity row) =>
        new(row.GetString(RequestIdColumn), Enum.Parse<MailFate>(row.GetString("Fate")), row.GetString("LinkedTo"), row.GetString("Remark"), row.GetBoolean("IsBeyondQuota") ?? false);

    private static string KeyOfMessage(string messageId) => HashedKey.Of("message\n" + messageId);

    private static string KeyOfConversation(string conversationId) => HashedKey.Of("conversation\n" + conversationId);

    private static string KeyOfThread(string source, string threadKey) => HashedKey.Of($"thread\n{source}\n{threadKey}");

    private static RequestFailedException Vanished() => new(500, "A row of the thread index was there and is gone.");
}

/// <param name="IsOld">True when it has stood for longer than a mail takes.</param>
internal sealed record ConversationClaim(string RequestId, bool IsOld);

/// <summary>Where a mail belongs.</summary>
/// <param name="RequestId">The request that it opens or joins.</param>
/// <param name="LinkedTo">Another request that it is about.</param>
/// <param name="Remark">Our own words for the timeline.</param>
/// <param name="IsBeyondQuota">True where more had come in its sender's name than one sender may send within a day.</param>
internal sealed record MailPlace(string RequestId, MailFate Fate, string? LinkedTo = null, string? Remark = null, bool IsBeyondQuota = false);

/// <summary>What becomes of a mail.</summary>
internal enum MailFate
{
    /// <summary>A request of its own.</summary>
    Opens,

    /// <summary>One more mail of a request.</summary>
    Joins,

    /// <summary>One more mail of a request, which is open again.</summary>
    Reopens,

    /// <summary>One more mail of a request: the report that ours did not arrive.</summary>
    Bounces,

    /// <summary>One more mail of a request: a report on a mail of ours from which nothing follows, because it does not say that it failed or nothing proves that it did.</summary>
    Reports,

    /// <summary>One more mail of a request, whose sender nothing proves: nothing follows from it until a person believes it.</summary>
    JoinsHeld,
}
