using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;

namespace Router.Storage;

/// <summary>The tables and the blob containers that Router uses; created at the first call, once.</summary>
internal sealed class StorageAccount
{
    private const int MaxRetries = 2;
    private readonly Lock gate = new();
    private readonly TableServiceClient tables;
    private readonly TimeSpan deadline;
    private Task? created;

    public StorageAccount(IOptions<StorageOptions> options)
    {
        deadline = TimeSpan.FromSeconds(options.Value.DeadlineSeconds);
        var connectionString = options.Value.ConnectionString;
        tables = new TableServiceClient(connectionString, WithBriefRetries(new TableClientOptions()));
        var blobs = new BlobServiceClient(connectionString, WithBriefRetries(new BlobClientOptions()));
        RawPayloads = blobs.GetBlobContainerClient("raw-payloads");
        Attachments = blobs.GetBlobContainerClient("attachments");
        Models = blobs.GetBlobContainerClient("models");
        Requests = tables.GetTableClient("requests");
        Pending = tables.GetTableClient("pending");
        Views = tables.GetTableClient("views");
        Backlog = tables.GetTableClient("backlog");
        Threads = tables.GetTableClient("threads");
        Mailbox = tables.GetTableClient("mailbox");
        Deliveries = tables.GetTableClient("deliveries");
        Audit = tables.GetTableClient("audit");
    }

    /// <summary>One partition per request or digest: state, outbox, receipts, timeline and mails.</summary>
    public TableClient Requests { get; }

    /// <summary>What is committed or about to be, and not yet sent on.</summary>
    public TableClient Pending { get; }

    /// <summary>Lists across requests; rebuildable from the requests.</summary>
    public TableClient Views { get; }

    /// <summary>One partition per backlog item: the item and a row for each request that asks for it.</summary>
    public TableClient Backlog { get; }

    /// <summary>Which request a mail or a conversation belongs to.</summary>
    public TableClient Threads { get; }

    /// <summary>Which mails of the mailbox were taken in, and how far the comparison with it has come.</summary>
    public TableClient Mailbox { get; }

    /// <summary>One partition per subscriber: what it is sent, when the next attempt is due, and how it fares.</summary>
    public TableClient Deliveries { get; }

    /// <summary>What people did, one row each.</summary>
    public TableClient Audit { get; }

    public BlobContainerClient RawPayloads { get; }

    /// <summary>Files that came with mails, apart from them.</summary>
    public BlobContainerClient Attachments { get; }

    /// <summary>Models that were trained here, and the ledger that says which one is in use.</summary>
    public BlobContainerClient Models { get; }

    /// <summary>Runs one piece of storage work under the deadline, with the tables and the container in place.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(deadline);
        try
        {
            await EnsureCreatedAsync().WaitAsync(limited.Token);
            return await work(limited.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Storage did not answer within {deadline.TotalSeconds} s.");
        }
    }

    public Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        RunAsync(
            async token =>
            {
                await work(token);
                return true;
            },
            cancellationToken);

    private static T WithBriefRetries<T>(T options)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = MaxRetries;
        options.Retry.Delay = TimeSpan.FromMilliseconds(100);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(1);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(5);
        return options;
    }

    private Task EnsureCreatedAsync()
    {
        lock (gate)
        {
            if (created is null or { IsFaulted: true } or { IsCanceled: true })
            {
                created = CreateAsync();
            }

            return created;
        }
    }

    private Task CreateAsync() => Task.WhenAll(
        tables.CreateTableIfNotExistsAsync(Requests.Name),
        tables.CreateTableIfNotExistsAsync(Pending.Name),
        tables.CreateTableIfNotExistsAsync(Views.Name),
        tables.CreateTableIfNotExistsAsync(Backlog.Name),
        tables.CreateTableIfNotExistsAsync(Threads.Name),
        tables.CreateTableIfNotExistsAsync(Mailbox.Name),
        tables.CreateTableIfNotExistsAsync(Deliveries.Name),
        tables.CreateTableIfNotExistsAsync(Audit.Name),
        RawPayloads.CreateIfNotExistsAsync(),
        Attachments.CreateIfNotExistsAsync(),
        Models.CreateIfNotExistsAsync());
}
