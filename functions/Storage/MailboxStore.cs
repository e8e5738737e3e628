using Azure;
using Azure.Data.Tables;

namespace Router.Storage;

/// <summary>What is known of the mailbox: which mails were taken in, which were not yet, how far the comparison has come, and the subscription.</summary>
internal sealed class MailboxStore(StorageAccount account, TimeProvider time)
{
    private const string OpenPartition = "open";
    private const string StatePartition = "state";
    private const string ProgressRow = "progress";
    private const string SubscriptionRow = "subscription";
    private const string WantedRow = "wanted";
    private const int MostOpen = 500;

    /// <summary>A name of a mail that fits where its long id does not.</summary>
    public static string KeyOf(string mailId) => HashedKey.Of(mailId);

    public Task<bool> IsTakenInAsync(string mailId, CancellationToken cancellationToken) => account.RunAsync(
        async token => (await account.Mailbox.GetEntityIfExistsAsync<TableEntity>(ReceiptsOf(mailId), KeyOf(mailId), cancellationToken: token)).HasValue, cancellationToken);

    /// <param name="requestId">Where it went; null where it was gone from the mailbox.</param>
    public async Task NoteTakenInAsync(string mailId, string? requestId, CancellationToken cancellationToken)
    {
        await PutAsync(new TableEntity(ReceiptsOf(mailId), KeyOf(mailId)) { ["RequestId"] = requestId, ["At"] = time.GetUtcNow() }, cancellationToken);
        await CloseAsync(mailId, cancellationToken);
    }

    /// <summary>Nobody has to take the mail in any more.</summary>
    public Task CloseAsync(string mailId, CancellationToken cancellationToken) =>
        account.RunAsync(token => account.Mailbox.DeleteEntityAsync(OpenPartition, KeyOf(mailId), ETag.All, token), cancellationToken);

    /// <summary>Notes a mail that is to be taken in, until it is.</summary>
    /// <param name="failure">Why it was not; null while nobody tried.</param>
    public Task NoteOpenAsync(string mailId, string? failure, CancellationToken cancellationToken) =>
        PutAsync(new TableEntity(OpenPartition, KeyOf(mailId)) { ["MailId"] = mailId, ["Failure"] = failure, ["At"] = time.GetUtcNow() }, cancellationToken);

    /// <summary>Mails that were to be taken in and were not, some of them where they are many.</summary>
    /// <param name="age">Only those noted at least so long ago.</param>
    public Task<IReadOnlyList<OpenMail>> OpenAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - age;
        return account.RunAsync<IReadOnlyList<OpenMail>>(
            async token =>
            {
                List<OpenMail> found = [];
                await foreach (var row in account.Mailbox.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {OpenPartition} and At le {before}"), cancellationToken: token))
                {
                    found.Add(new OpenMail(row.GetString("MailId"), row.GetString("Failure"), row.GetDateTimeOffset("At")!.Value));
                    if (found.Count == MostOpen)
                    {
                        break;
                    }
                }

                return found;
            },
            cancellationToken);
    }

    public async Task<MailboxProgress> LoadProgressAsync(CancellationToken cancellationToken) =>
        await GetAsync(ProgressRow, cancellationToken) is { } row
            ? new MailboxProgress(row.GetString("Scope"), row.GetString("Link"), row.GetDateTimeOffset("Since"), row.GetDateTimeOffset("CompletedAt"), row.ETag)
            : new MailboxProgress(null, null, null, null, default);

    /// <returns>The progress with its new guard; null where another run has come between.</returns>
    public async Task<MailboxProgress?> TrySaveProgressAsync(MailboxProgress progress, CancellationToken cancellationToken)
    {
        var row = new TableEntity(StatePartition, ProgressRow) { ["Scope"] = progress.Scope, ["Link"] = progress.Link, ["Since"] = progress.Since, ["CompletedAt"] = progress.CompletedAt };
        try
        {
            var saved = await account.RunAsync(
                token => progress.Guard == default ? account.Mailbox.AddEntityAsync(row, token) : account.Mailbox.UpdateEntityAsync(row, progress.Guard, TableUpdateMode.Replace, token),
                cancellationToken);
            return progress with { Guard = saved.Headers.ETag ?? default };
        }
        catch (RequestFailedException lost) when (lost.Status is 409 or 412)
        {
            return null;
        }
    }

    /// <summary>Asks for a comparison at the next occasion.</summary>
    public Task WantComparisonAsync(CancellationToken cancellationToken) =>
        PutAsync(new TableEntity(StatePartition, WantedRow) { ["At"] = time.GetUtcNow() }, cancellationToken);

    public async Task<DateTimeOffset?> ComparisonWantedAtAsync(CancellationToken cancellationToken) => (await GetAsync(WantedRow, cancellationToken))?.GetDateTimeOffset("At");

    public async Task<KeptSubscription?> LoadSubscriptionAsync(CancellationToken cancellationToken) =>
        await GetAsync(SubscriptionRow, cancellationToken) is { } row
            ? new KeptSubscription(row.GetString("Id"), row.GetString("Url"), row.GetDateTimeOffset("RenewAt")!.Value, row.GetDateTimeOffset("Until")!.Value)
            : null;

    public Task SaveSubscriptionAsync(KeptSubscription kept, CancellationToken cancellationToken) => PutAsync(
        new TableEntity(StatePartition, SubscriptionRow) { ["Id"] = kept.Id, ["Url"] = kept.Url, ["RenewAt"] = kept.RenewAt, ["Until"] = kept.Until }, cancellationToken);

    public Task ForgetSubscriptionAsync(CancellationToken cancellationToken) =>
        account.RunAsync(token => account.Mailbox.DeleteEntityAsync(StatePartition, SubscriptionRow, ETag.All, token), cancellationToken);

    private Task<TableEntity?> GetAsync(string row, CancellationToken cancellationToken) => account.RunAsync(
        async token =>
        {
            var stored = await account.Mailbox.GetEntityIfExistsAsync<TableEntity>(StatePartition, row, cancellationToken: token);
            return stored.HasValue ? stored.Value : null;
        },
        cancellationToken);

    private Task<Response> PutAsync(TableEntity row, CancellationToken cancellationToken) =>
        account.RunAsync(token => account.Mailbox.UpsertEntityAsync(row, TableUpdateMode.Replace, token), cancellationToken);

    // 256 shards spread the load.
    private static string ReceiptsOf(string mailId) => $"receipts-{KeyOf(mailId)[..2]}";
}

/// <param name="Failure">Why it could not be taken in; null while nobody tried.</param>
internal sealed record OpenMail(string MailId, string? Failure, DateTimeOffset At);

/// <summary>How far the comparison with the folder has come.</summary>
/// <param name="Scope">Which folder of which mailbox.</param>
/// <param name="Link">Where to go on; null begins anew.</param>
/// <param name="Since">From when on mail counts; null before the first run.</param>
/// <param name="CompletedAt">When the folder was last seen to its end.</param>
/// <param name="Guard">Tells two runs apart.</param>
internal sealed record MailboxProgress(string? Scope, string? Link, DateTimeOffset? Since, DateTimeOffset? CompletedAt, ETag Guard);

internal sealed record KeptSubscription(string Id, string Url, DateTimeOffset RenewAt, DateTimeOffset Until);
