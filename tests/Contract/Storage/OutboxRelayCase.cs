using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Router.Kit;
using Router.Messaging;
using Router.Storage;

namespace Router.Contract.Storage;

/// <summary>A relay on an emulator of its own: a sweep takes whatever is due.</summary>
public abstract class OutboxRelayCase : IAsyncLifetime
{
    private Azurite? azurite;

    internal static MessagingOptions Settings { get; } = new() { RelayGraceSeconds = 20, ResendAfterSeconds = 300 };

    internal RouterStorage Storage { get; private set; } = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        azurite = await Azurite.StartAsync();
        Storage = new RouterStorage(azurite.ConnectionString);
    }

    public ValueTask DisposeAsync()
    {
        azurite?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    internal ParkingLot ParkingLot() => new(Storage.Partitions, Storage.Committer, Storage.Time);

    protected async Task<string> ReceivedAsync([CallerMemberName] string test = "")
    {
        var id = RouterStorage.NewId(test);
        await Storage.Partitions.CommitAsync(
            id, null, new Stage(StageNames.Receive, RouterStorage.RequestOf(id)) { Outbox = [new OutboxMessage(MessageNames.TriageRequest)] }, Token);
        return id;
    }

    protected async Task SweepAfterAsync(TimeSpan time)
    {
        Storage.Time.Advance(time);
        var relay = new OutboxRelay(
            Storage.Pending,
            Storage.Partitions,
            Storage.Dispatcher,
            Storage.Views,
            ParkingLot(),
            Options.Create(Settings),
            Storage.Time,
            NullLogger<OutboxRelay>.Instance);
        await relay.SweepAsync(Token);
    }

    protected string[] SentIds(string id) =>
        [.. Storage.Sender.Sent.Select(message => message.MessageId).Where(sent => sent.StartsWith(id, StringComparison.Ordinal))];

    internal async Task<List<PendingWork>> IntentsAsync(string id) =>
        [.. (await Storage.Pending.ListAsync(TimeSpan.Zero, TimeSpan.Zero, 10_000, Token)).Where(intent => intent.Partition == id)];
}
