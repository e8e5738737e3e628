using System.Collections.Concurrent;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Router.Kit;
using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Contract.Delivery;

/// <summary>The app's own handlers on an emulator of their own, driven by messages that a test delivers as it likes.</summary>
internal sealed class DeliveryRun : IAsyncDisposable
{
    private const int Workers = 8;

    // One of each destination, one that nobody can place, and one that a machine wrote.
    private static readonly string[] Texts =
    [
        "Where do I find the redirects page? How do I add a redirect?", "Please add a dark theme, that would be great. It would be nice to have.",
        "The page crashes with error 500 since this morning, nothing works.", "Hello",
    ];

    private readonly Azurite azurite;
    private readonly WebApplication app;

    private DeliveryRun(Azurite azurite, WebApplication app)
    {
        this.azurite = azurite;
        this.app = app;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PartitionStore Partitions => app.Services.GetRequiredService<PartitionStore>();

    public static async Task<DeliveryRun> StartAsync()
    {
        var azurite = await Azurite.StartAsync();
        var builder = InProcessApp.CreateBuilder(
        [
            $"--AzureWebJobsStorage={azurite.ConnectionString}",
            "--ServiceBus=Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=none;SharedAccessKey=bm9uZQ==;UseDevelopmentEmulator=true",
            "--Site:Url=https://support.example.com",
            $"--Email:Secret={AppRoot.Secret}",
            "--Storage:DeadlineSeconds=30",
            $"--Team:Path={Path.Combine(AppContext.BaseDirectory, "team.json")}",
            $"--Answers:DocsPath={Path.Combine(AppContext.BaseDirectory, "docs")}",
            .. new[] { "standard", "github", "zendesk", "typeform" }.Select(source => $"--Sources:{source}:Secret={AppRoot.Secret}"),
        ]);
        builder.Logging.ClearProviders();
        builder.Services.Replace(ServiceDescriptor.Singleton<IMessageSender>(new Sending()));
        return new DeliveryRun(azurite, builder.Build());
    }

    public async Task<IReadOnlyList<string>> ReceiveAsync(string run, int count)
    {
        var ids = Enumerable.Range(0, count).Select(number => RequestId.From(Channel.Form, run, $"{number}").Value).ToList();
        foreach (var (number, id) in ids.Index())
        {
            var request = new Request
            {
                Id = id,
                Channel = Channel.Form,
                Source = "support",
                Subject = $"Request number {Convert.ToHexString(BitConverter.GetBytes(number * 7919))}",
                Customer = new Customer("kim@example.com", "Kim"),
                ReceivedAt = new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero),
                ContentHash = "hash",
                StatusToken = "token",
            };
            await Partitions.CommitAsync(
                id, null, new Stage(StageNames.Receive, request) { Text = Texts[number % Texts.Length], Outbox = [new OutboxMessage(MessageNames.TriageRequest)] }, Token);
        }

        return ids;
    }

    /// <summary>Delivers all that the requests have sent so far, as often as told, in an order of the seed's, by eight workers; until nothing new is sent.</summary>
    /// <param name="times">How often each message is delivered in a round; each round delivers the older ones again.</param>
    /// <returns>How many deliveries there were.</returns>
    public async Task<int> DeliverAsync(IReadOnlyList<string> ids, Random random, Func<int> times)
    {
        var delivered = 0;
        for (var known = -1; ;)
        {
            var sent = new List<MessageEnvelope>();
            foreach (var id in ids)
            {
                sent.AddRange((await Partitions.LoadAsync(id, Token))!.Outbox.Select(stored => new MessageEnvelope(stored.Message.Message, id, stored.Message.MailKey)));
            }

            if (sent.Count == known)
            {
                return delivered;
            }

            known = sent.Count;
            var deliveries = sent.SelectMany(envelope => Enumerable.Repeat(envelope, times())).ToArray();
            random.Shuffle(deliveries);
            delivered += deliveries.Length;
            await DeliverAsync(deliveries);
        }
    }

    /// <summary>What is left of a request, without what differs from run to run by its nature.</summary>
    public async Task<string> StateOfAsync(string id)
    {
        var partition = (await Partitions.LoadAsync(id, Token))!;
        var request = partition.Request!;
        return $"{request.State} {request.Kind} {request.Landing?.Place} {request.ComponentId} {request.Severity} "
            + $"receipts [{string.Join(' ', partition.Receipts.Order())}] outbox [{string.Join(' ', partition.Outbox.Select(sent => sent.Id).Order())}] "
            + $"mails [{string.Join(' ', partition.Mails.Select(mail => $"{mail.Key}:{mail.State}"))}] events {partition.Timeline.Count}";
    }

    /// <summary>How often each request was counted on the board.</summary>
    public async Task<IReadOnlyDictionary<string, int>> AsksAsync()
    {
        var asks = new ConcurrentDictionary<string, int>();
        await foreach (var row in app.Services.GetRequiredService<StorageAccount>().Backlog.QueryAsync<TableEntity>("RowKey ge 'ask~' and RowKey lt 'ask~~'", cancellationToken: Token))
        {
            asks.AddOrUpdate(row.RowKey["ask~".Length..], 1, (_, count) => count + 1);
        }

        return asks;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        azurite.Dispose();
    }

    private async Task DeliverAsync(MessageEnvelope[] deliveries)
    {
        var pump = app.Services.GetRequiredService<MessagePump>();
        var queue = new ConcurrentQueue<MessageEnvelope>(deliveries);
        var retried = ((Sending)app.Services.GetRequiredService<IMessageSender>()).Sent;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(async _ =>
        {
            while (queue.TryDequeue(out var envelope))
            {
                await pump.HandleAsync(envelope, Token);
            }

            // What lost too many races was scheduled again.
            while (retried.TryDequeue(out var envelope))
            {
                await pump.HandleAsync(envelope, Token);
            }
        }));
    }

    private sealed class Sending : IMessageSender
    {
        public ConcurrentQueue<MessageEnvelope> Sent { get; } = [];

        public Task SendAsync(string queue, OutboundMessage message, CancellationToken cancellationToken)
        {
            Sent.Enqueue(message.Envelope);
            return Task.CompletedTask;
        }
    }
}
