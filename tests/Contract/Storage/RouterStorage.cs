using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Router.Inbox;
using Router.Messaging;
using Router.Messaging.ServiceBus;
using Router.Requests;
using Router.Storage;

namespace Router.Contract.Storage;

/// <summary>One process's stores on the emulator; two of them are two instances.</summary>
internal sealed class RouterStorage
{
    public RouterStorage(AzuriteFixture azurite)
        : this(azurite.ConnectionString)
    {
    }

    public RouterStorage(string connectionString)
    {
        Account = new StorageAccount(Options.Create(new StorageOptions { ConnectionString = connectionString, DeadlineSeconds = 30 }));
        Pending = new PendingStore(Account, Time);
        Partitions = new PartitionStore(Account, Pending, new WorkProgress(), Time);
        Views = new ViewStore(Account);
        Dispatcher = new StageDispatcher(Pending, Partitions, Views, Sender, NullLogger<StageDispatcher>.Instance);
        Committer = new StageCommitter(Partitions, Dispatcher);
        Inbox = new InboxWriter(Partitions, new RawPayloadStore(Account), new ThreadIndex(Account, Time), Committer, Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));

    public StorageAccount Account { get; }

    public PendingStore Pending { get; }

    public PartitionStore Partitions { get; }

    public ViewStore Views { get; }

    public RecordingSender Sender { get; } = new();

    public StageDispatcher Dispatcher { get; }

    public StageCommitter Committer { get; }

    public InboxWriter Inbox { get; }

    /// <summary>Makes a request durable that waits for a destination.</summary>
    public async Task ReceiveAsync(string id, string subject, string text, string? plannedItem = null)
    {
        var request = RequestOf(id) with { Subject = subject, State = RequestState.Routed, PlannedItemId = plannedItem };
        Assert.Equal(CommitResult.Committed, await Partitions.CommitAsync(
            id, null, new Stage(StageNames.Receive, request) { Text = text }, TestContext.Current.CancellationToken));
    }

    /// <summary>An id that no other test uses; the run shares one emulator.</summary>
    public static string NewId([System.Runtime.CompilerServices.CallerMemberName] string test = "", int number = 0) =>
        RequestId.From(Channel.Form, test, $"{number}").Value;

    public static Request RequestOf(string id) => new()
    {
        Id = id,
        Channel = Channel.Form,
        Source = "support",
        Subject = "Wildcard redirects",
        Customer = new Customer("kim@example.com", "Kim"),
        ReceivedAt = new DateTimeOffset(2026, 11, 22, 7, 0, 0, TimeSpan.Zero),
        ContentHash = "hash",
        StatusToken = "token",
    };
}

/// <summary>Confirms and remembers; or fails, and has sent nothing.</summary>
internal sealed class RecordingSender : IMessageSender
{
    private readonly ConcurrentQueue<OutboundMessage> sent = new();

    public bool Fails { get; set; }

    public IReadOnlyList<OutboundMessage> Sent => [.. sent];

    public Task SendAsync(string queue, OutboundMessage message, CancellationToken cancellationToken)
    {
        if (Fails)
        {
            throw new MessagingException("The broker is away.", BrokerFailure.Transient);
        }

        sent.Enqueue(message);
        return Task.CompletedTask;
    }
}
