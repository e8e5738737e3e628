using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Router.Kit;
using Router.Messaging;
using Router.Shared;
using Router.Storage;

namespace Router.Contract.Storage;

/// <summary>On an emulator of its own: a sweep takes whatever is due.</summary>
public sealed class OutboxRelayTests : IAsyncLifetime
{
    private static readonly MessagingOptions Settings = new() { RelayGraceSeconds = 20, ResendAfterSeconds = 300 };
    private Azurite? azurite;
    private RouterStorage storage = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        azurite = await Azurite.StartAsync();
        storage = new RouterStorage(azurite.ConnectionString);
    }

    public ValueTask DisposeAsync()
    {
        azurite?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Sweep_CommittedAndUnsent_SentUnderItsOwnIdAndKeptUntilTheEffect()
    {
        var id = await ReceivedAsync();

        await SweepAfterAsync(TimeSpan.FromSeconds(20));

        Assert.Equal([$"{id}.outbox~receive~0"], SentIds(id));
        Assert.Single(await IntentsAsync(id));
    }

    [Fact]
    public async Task Sweep_SentAndNoEffect_SentAgainAsAnotherMessageAfterTheSetTime()
    {
        var id = await ReceivedAsync();
        await SweepAfterAsync(TimeSpan.FromSeconds(20));

        await SweepAfterAsync(TimeSpan.FromSeconds(299));
        Assert.Single(SentIds(id));
        await SweepAfterAsync(TimeSpan.FromSeconds(1));

        Assert.Equal([$"{id}.outbox~receive~0", $"{id}.outbox~receive~0.1"], SentIds(id));
    }

    [Fact]
    public async Task Sweep_EffectThere_NothingSentAndIntentGone()
    {
        var id = await ReceivedAsync();
        var partition = (await storage.Partitions.LoadAsync(id, Token))!;
        await storage.Partitions.CommitAsync(id, partition, new Stage(StageNames.Triage, partition.Request! with { State = RequestState.Waiting }), Token);

        await SweepAfterAsync(TimeSpan.FromSeconds(20));

        Assert.Empty(SentIds(id));
        Assert.Empty(await IntentsAsync(id));
    }

    [Fact]
    public async Task Sweep_NeverCommitted_KeptForTenMinutesAndThenGone()
    {
        var id = RouterStorage.NewId();
        await storage.Pending.AddAsync(id, StageNames.Receive, Token);

        await SweepAfterAsync(TimeSpan.FromMinutes(9));
        Assert.Single(await IntentsAsync(id));
        await SweepAfterAsync(TimeSpan.FromMinutes(2));

        Assert.Empty(SentIds(id));
        Assert.Empty(await IntentsAsync(id));
    }

    [Fact]
    public async Task Sweep_NoEffectAfterFiveSendings_Parked()
    {
        var id = await ReceivedAsync();

        for (var sweep = 0; sweep <= 5; sweep++)
        {
            await SweepAfterAsync(TimeSpan.FromSeconds(300));
        }

        var request = (await storage.Partitions.LoadAsync(id, Token))!.Request!;
        Assert.Equal((RequestState.Parked, MessageNames.TriageRequest), (request.State, request.ParkedMessage));
        Assert.Equal(5, SentIds(id).Length);
    }

    private async Task<string> ReceivedAsync([CallerMemberName] string test = "")
    {
        var id = RouterStorage.NewId(test);
        await storage.Partitions.CommitAsync(
            id, null, new Stage(StageNames.Receive, RouterStorage.RequestOf(id)) { Outbox = [new OutboxMessage(MessageNames.TriageRequest)] }, Token);
        return id;
    }

    private async Task SweepAfterAsync(TimeSpan time)
    {
        storage.Time.Advance(time);
        var relay = new OutboxRelay(
            storage.Pending,
            storage.Partitions,
            storage.Dispatcher,
            new ParkingLot(storage.Partitions, storage.Committer, storage.Time),
            Options.Create(Settings),
            storage.Time,
            NullLogger<OutboxRelay>.Instance);
        await relay.SweepAsync(Token);
    }

    private string[] SentIds(string id) =>
        [.. storage.Sender.Sent.Select(message => message.MessageId).Where(sent => sent.StartsWith(id, StringComparison.Ordinal))];

    private async Task<List<PendingStage>> IntentsAsync(string id) =>
        [.. (await storage.Pending.ListAsync(TimeSpan.Zero, TimeSpan.Zero, 10_000, Token)).Where(intent => intent.Partition == id)];
}
