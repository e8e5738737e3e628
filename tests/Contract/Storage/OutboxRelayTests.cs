using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Router.Contract.Conversations;
using Router.Kit;
using Router.Mailbox;
using Router.Messaging;
using Router.Requests;
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
        await storage.Pending.AddAsync(id, 1, Token);

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

    [Fact]
    public async Task Sweep_BrokerAway_KeptAndSentByTheNextUnderItsFirstId()
    {
        var id = await ReceivedAsync();
        storage.Sender.Fails = true;
        await SweepAfterAsync(TimeSpan.FromSeconds(20));
        Assert.Single(await IntentsAsync(id));

        storage.Sender.Fails = false;
        await SweepAfterAsync(TimeSpan.FromSeconds(1));

        Assert.Equal([$"{id}.outbox~receive~0"], SentIds(id));
    }

    [Fact]
    public async Task Sweep_ParkedAfterItsSending_IntentGoneAndNothingSentAgain()
    {
        var id = await ReceivedAsync();
        await SweepAfterAsync(TimeSpan.FromSeconds(20));
        await ParkingLot().ParkAsync(new MessageEnvelope(MessageNames.TriageRequest, id), "why", Token);

        await SweepAfterAsync(TimeSpan.FromSeconds(300));

        Assert.Single(SentIds(id));
        Assert.Empty(await IntentsAsync(id));
    }

    [Fact]
    public async Task Sweep_ReplayedAndUnsent_SentUnderAnIdOfItsOwn()
    {
        var id = await ReceivedAsync();
        await ParkingLot().ParkAsync(new MessageEnvelope(MessageNames.TriageRequest, id), "why", Token);
        Assert.True(RequestId.TryParse(id, out var known));
        Assert.Equal(ReplayResult.Replayed, await ParkingLot().ReplayAsync(known, Actor.OnAll("sasha"), Token));
        Assert.Equal(ReplayResult.NothingToDo, await ParkingLot().ReplayAsync(known, Actor.OnAll("sasha"), Token));

        await SweepAfterAsync(TimeSpan.FromSeconds(20));

        Assert.Contains($"{id}.outbox~replay1~0", SentIds(id));
    }

    [Fact]
    public async Task Sweep_DigestWithoutEffect_SentOnAndOn()
    {
        const string Digest = "digest-weekly-robin-2026-11-16";
        await storage.Partitions.CommitAsync(
            Digest, null, new Stage("digest", null) { Outbox = [new OutboxMessage(MessageNames.DeliverMail, "digest")] }, Token);

        for (var sweep = 0; sweep <= 6; sweep++)
        {
            await SweepAfterAsync(TimeSpan.FromSeconds(300));
        }

        Assert.Equal(7, SentIds(Digest).Distinct().Count());
        Assert.Single(await IntentsAsync(Digest));
    }

    [Fact]
    public async Task Sweep_MailOfALandedRequestWithoutEffect_ParkedAndTheRequestStaysLanded()
    {
        var id = await LandedWithMailAsync();

        for (var sweep = 0; sweep <= 5; sweep++)
        {
            await SweepAfterAsync(TimeSpan.FromSeconds(300));
        }

        var request = (await storage.Partitions.LoadAsync(id, Token))!.Request!;
        Assert.Equal((RequestState.Landed, MessageNames.DeliverMail, "reply"), (request.State, request.Parking?.Message, request.Parking?.MailKey));
        await storage.Views.ProjectAsync((await storage.Partitions.LoadAsync(id, Token))!, Token);
        Assert.Contains(id, await storage.Views.StoppedAsync(Token).Select(stopped => stopped.Id).ToListAsync(Token));
    }

    [Fact]
    public async Task Replay_ParkedMail_SentAgainAndNoLongerParkedOnceDelivered()
    {
        var id = await LandedWithMailAsync();
        await ParkingLot().ParkAsync(new MessageEnvelope(MessageNames.DeliverMail, id, "reply"), "why", Token);
        Assert.True(RequestId.TryParse(id, out var known));

        Assert.Equal(ReplayResult.Replayed, await ParkingLot().ReplayAsync(known, Actor.OnAll("sasha"), Token));
        await SweepAfterAsync(TimeSpan.FromSeconds(20));
        Assert.Contains($"{id}.outbox~replay1~0", SentIds(id));

        await new MailDesk(storage, hasMailbox: false).DeliverAsync(id);
        var partition = (await storage.Partitions.LoadAsync(id, Token))!;
        Assert.Equal((RequestState.Landed, null, MailState.Held), (partition.Request!.State, partition.Request.Parking, partition.Mails[0].State));
        Assert.Equal(ReplayResult.NothingToDo, await ParkingLot().ReplayAsync(known, Actor.OnAll("sasha"), Token));
    }

    [Fact]
    public async Task Park_MessageThatTheRequestNeverSent_RefusedAndTheRequestGoesOn()
    {
        var id = await ReceivedAsync();

        await Assert.ThrowsAsync<PermanentFailureException>(
            () => ParkingLot().ParkAsync(new MessageEnvelope(MessageNames.DeliverMail, id, "no such mail"), "why", Token));

        Assert.Equal(RequestState.Received, (await storage.Partitions.LoadAsync(id, Token))!.Request!.State);
    }

    [Fact]
    public async Task Retry_OfTwoSendings_NotTakenForOneByDuplicateDetection()
    {
        var id = await ReceivedAsync();
        var pump = new MessagePump(
            [new AlwaysAway()], storage.Sender, ParkingLot(), Options.Create(Settings), storage.Time, NullLogger<MessagePump>.Instance);
        for (var sweep = 0; sweep < 2; sweep++)
        {
            await SweepAfterAsync(TimeSpan.FromSeconds(300));
            await pump.HandleAsync(storage.Sender.Sent[^1].Envelope, Token);
        }

        Assert.Equal(2, storage.Sender.Sent.Where(sent => sent.Envelope.Attempt == 2).Select(sent => sent.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task Retry_TheOtherSideAsksToWait_NotSooner()
    {
        await ReceivedAsync();
        await SweepAfterAsync(TimeSpan.FromSeconds(300));
        var pump = new MessagePump(
            [new AlwaysBusy()], storage.Sender, ParkingLot(), Options.Create(Settings), storage.Time, NullLogger<MessagePump>.Instance);

        await pump.HandleAsync(storage.Sender.Sent[^1].Envelope, Token);

        Assert.Equal(storage.Time.GetUtcNow() + AlwaysBusy.Wait, storage.Sender.Sent[^1].NotBefore);
    }

    [Fact]
    public async Task Commit_WithinARound_WritesNothingPendingAndTheEndTakesItAway()
    {
        var id = await ReceivedAsync();
        var received = (await storage.Partitions.LoadHeadAsync(id, Token))!;
        Assert.Equal((1, true), (received.Round, received.IsUnderWay));
        Assert.Equal([1], (await IntentsAsync(id)).Select(work => work.Round!.Value));

        await storage.Partitions.CommitAsync(id, received, new Stage(StageNames.Triage, received.Request) { Outbox = [new OutboxMessage(MessageNames.FileBug)] }, Token);
        var triaged = (await storage.Partitions.LoadHeadAsync(id, Token))!;
        Assert.Equal((1, true), (triaged.Round, triaged.IsUnderWay));
        await storage.Partitions.CommitAsync(id, triaged, new Stage(StageNames.Land, triaged.Request), Token);
        var landed = (await storage.Partitions.LoadHeadAsync(id, Token))!;
        Assert.Equal((1, false), (landed.Round, landed.IsUnderWay));

        // The process ended before it took the row away.
        await SweepAfterAsync(TimeSpan.FromSeconds(20));
        Assert.Empty(await IntentsAsync(id));
        Assert.Empty(SentIds(id));

        await storage.Partitions.CommitAsync(id, landed, new Stage("close", landed.Request) { Outbox = [new OutboxMessage(MessageNames.SolveTicket, "close")] }, Token);
        Assert.Equal([2], (await IntentsAsync(id)).Select(work => work.Round!.Value));
    }

    /// <summary>What the first stage's message was sent for does not keep a later one's waiting.</summary>
    [Fact]
    public async Task Sweep_LaterStageOfARoundThatWasSentAgain_SentAfterTheGrace()
    {
        var id = await ReceivedAsync();
        await SweepAfterAsync(TimeSpan.FromSeconds(20));
        var received = (await storage.Partitions.LoadHeadAsync(id, Token))!;
        await storage.Partitions.CommitAsync(id, received, new Stage(StageNames.Triage, received.Request) { Outbox = [new OutboxMessage(MessageNames.FileBug)] }, Token);

        await SweepAfterAsync(TimeSpan.FromSeconds(20));

        Assert.Equal([$"{id}.outbox~receive~0", $"{id}.outbox~triage~0"], SentIds(id));
    }

    /// <summary>It lost its race against a commit that began and ended the same round.</summary>
    [Fact]
    public async Task Sweep_RowOfARoundThatIsOver_GoneAndTheNewOneStays()
    {
        var id = await ReceivedAsync();
        var received = (await storage.Partitions.LoadHeadAsync(id, Token))!;
        await storage.Partitions.CommitAsync(id, received, new Stage(StageNames.Triage, received.Request), Token);
        var triaged = (await storage.Partitions.LoadHeadAsync(id, Token))!;
        await storage.Partitions.CommitAsync(id, triaged, new Stage("close", triaged.Request) { Outbox = [new OutboxMessage(MessageNames.SolveTicket, "close")] }, Token);

        await SweepAfterAsync(TimeSpan.FromSeconds(20));
        await SweepAfterAsync(TimeSpan.FromSeconds(20));

        Assert.Equal([2], (await IntentsAsync(id)).Select(work => work.Round!.Value));
    }

    /// <summary>The last stage's end was decided by another version of the app.</summary>
    [Fact]
    public async Task Sweep_UnderWayWithNothingOpen_EndedSoThatTheNextStageBeginsARound()
    {
        var id = RouterStorage.NewId();
        var never = new PartitionStore(storage.Account, storage.Pending, new AlwaysOpen(), storage.Time);
        await never.CommitAsync(id, null, new Stage(StageNames.Receive, RouterStorage.RequestOf(id)), Token);

        await SweepAfterAsync(TimeSpan.FromSeconds(20));

        Assert.Empty(await IntentsAsync(id));
        Assert.False((await storage.Partitions.LoadHeadAsync(id, Token))!.IsUnderWay);
    }

    private sealed class AlwaysOpen : IWorkProgress
    {
        public bool HasOpenWork(Partition partition) => true;
    }

    private ParkingLot ParkingLot() => new(storage.Partitions, storage.Committer, storage.Time);

    /// <summary>A request that has landed, and whose reply is on its way.</summary>
    private async Task<string> LandedWithMailAsync([CallerMemberName] string test = "")
    {
        var id = RouterStorage.NewId(test);
        var landed = RouterStorage.RequestOf(id) with { State = RequestState.Landed, Landing = new Landing(LandingPlace.Bugs, "Filed", "/bugs") };
        await storage.Partitions.CommitAsync(
            id,
            null,
            new Stage(StageNames.Land, landed)
            {
                Mails = [new Mail("reply", "kim@example.com", "Kim", "Re", "Text", "<p>Text</p>", storage.Time.GetUtcNow())],
                Outbox = [new OutboxMessage(MessageNames.DeliverMail, "reply")],
            },
            Token);
        return id;
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
            storage.Views,
            ParkingLot(),
            Options.Create(Settings),
            storage.Time,
            NullLogger<OutboxRelay>.Instance);
        await relay.SweepAsync(Token);
    }

    private sealed class AlwaysAway : IMessageHandler
    {
        public string Message => MessageNames.TriageRequest;

        public Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken) => throw new TimeoutException();
    }

    private sealed class AlwaysBusy : IMessageHandler
    {
        public static TimeSpan Wait { get; } = TimeSpan.FromMinutes(10);

        public string Message => MessageNames.TriageRequest;

        public Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken) => throw new MailboxException(429, "TooManyRequests", Wait, null);
    }

    private string[] SentIds(string id) =>
        [.. storage.Sender.Sent.Select(message => message.MessageId).Where(sent => sent.StartsWith(id, StringComparison.Ordinal))];

    private async Task<List<PendingWork>> IntentsAsync(string id) =>
        [.. (await storage.Pending.ListAsync(TimeSpan.Zero, TimeSpan.Zero, 10_000, Token)).Where(intent => intent.Partition == id)];
}
