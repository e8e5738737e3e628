using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Router.Contract.Conversations;
using Router.Mailbox;
using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Contract.Storage;

public sealed class OutboxRelayTests : OutboxRelayCase
{
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
        var partition = (await Storage.Partitions.LoadAsync(id, Token))!;
        await Storage.Partitions.CommitAsync(id, partition, new Stage(StageNames.Triage, partition.Request! with { State = RequestState.Waiting }), Token);

        await SweepAfterAsync(TimeSpan.FromSeconds(20));

        Assert.Empty(SentIds(id));
        Assert.Empty(await IntentsAsync(id));
    }

    [Fact]
    public async Task Sweep_NeverCommitted_KeptForTenMinutesAndThenGone()
    {
        var id = RouterStorage.NewId();
        await Storage.Pending.AddAsync(id, 1, Token);

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

        var request = (await Storage.Partitions.LoadAsync(id, Token))!.Request!;
        Assert.Equal((RequestState.Parked, MessageNames.TriageRequest), (request.State, request.ParkedMessage));
        Assert.Equal(5, SentIds(id).Length);
    }

    [Fact]
    public async Task Sweep_BrokerAway_KeptAndSentByTheNextUnderItsFirstId()
    {
        var id = await ReceivedAsync();
        Storage.Sender.Fails = true;
        await SweepAfterAsync(TimeSpan.FromSeconds(20));
        Assert.Single(await IntentsAsync(id));

        Storage.Sender.Fails = false;
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
        await Storage.Partitions.CommitAsync(
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

        var request = (await Storage.Partitions.LoadAsync(id, Token))!.Request!;
        Assert.Equal((RequestState.Landed, MessageNames.DeliverMail, "reply"), (request.State, request.Parking?.Message, request.Parking?.MailKey));
        await Storage.Views.ProjectAsync((await Storage.Partitions.LoadAsync(id, Token))!, Token);
        Assert.Contains(id, await Storage.Views.StoppedAsync(Token).Select(stopped => stopped.Id).ToListAsync(Token));
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

        await new MailDesk(Storage, hasMailbox: false).DeliverAsync(id);
        var partition = (await Storage.Partitions.LoadAsync(id, Token))!;
        Assert.Equal((RequestState.Landed, null, MailState.Held), (partition.Request!.State, partition.Request.Parking, partition.Mails[0].State));
        Assert.Equal(ReplayResult.NothingToDo, await ParkingLot().ReplayAsync(known, Actor.OnAll("sasha"), Token));
    }

    [Fact]
    public async Task Park_MessageThatTheRequestNeverSent_RefusedAndTheRequestGoesOn()
    {
        var id = await ReceivedAsync();

        await Assert.ThrowsAsync<PermanentFailureException>(
            () => ParkingLot().ParkAsync(new MessageEnvelope(MessageNames.DeliverMail, id, "no such mail"), "why", Token));

        Assert.Equal(RequestState.Received, (await Storage.Partitions.LoadAsync(id, Token))!.Request!.State);
    }

    [Fact]
    public async Task Retry_OfTwoSendings_NotTakenForOneByDuplicateDetection()
    {
        var id = await ReceivedAsync();
        var pump = new MessagePump(
            [new AlwaysAway()], Storage.Sender, ParkingLot(), Options.Create(Settings), Storage.Time, NullLogger<MessagePump>.Instance);
        for (var sweep = 0; sweep < 2; sweep++)
        {
            await SweepAfterAsync(TimeSpan.FromSeconds(300));
            await pump.HandleAsync(Storage.Sender.Sent[^1].Envelope, Token);
        }

        Assert.Equal(2, Storage.Sender.Sent.Where(sent => sent.Envelope.Attempt == 2).Select(sent => sent.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task Retry_TheOtherSideAsksToWait_NotSooner()
    {
        await ReceivedAsync();
        await SweepAfterAsync(TimeSpan.FromSeconds(300));
        var pump = new MessagePump(
            [new AlwaysBusy()], Storage.Sender, ParkingLot(), Options.Create(Settings), Storage.Time, NullLogger<MessagePump>.Instance);

        await pump.HandleAsync(Storage.Sender.Sent[^1].Envelope, Token);

        Assert.Equal(Storage.Time.GetUtcNow() + AlwaysBusy.Wait, Storage.Sender.Sent[^1].NotBefore);
    }

    /// <summary>A request that has landed, and whose reply is on its way.</summary>
    private async Task<string> LandedWithMailAsync([CallerMemberName] string test = "")
    {
        var id = RouterStorage.NewId(test);
        var landed = RouterStorage.RequestOf(id) with { State = RequestState.Landed, Landing = new Landing(LandingPlace.Bugs, "Filed", "/bugs") };
        await Storage.Partitions.CommitAsync(
            id,
            null,
            new Stage(StageNames.Land, landed)
            {
                Mails = [new Mail("reply", "kim@example.com", "Kim", "Re", "Text", "<p>Text</p>", Storage.Time.GetUtcNow())],
                Outbox = [new OutboxMessage(MessageNames.DeliverMail, "reply")],
            },
            Token);
        return id;
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
}
