using Router.Contract.Storage;
using Router.Messaging;
using Router.Messaging.DeadLetters;
using Router.Requests;
using Router.Storage;

namespace Router.Contract.DeadLetters;

public sealed class ReplayerTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Person = "sasha";
    private DeadLetterDriver driver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => driver = await DeadLetterDriver.StartAsync(azurite.ConnectionString);

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task Replay_DeadLetterOfOpenWork_InTheOutboxAgainAndGoneFromTheDeadLetters()
    {
        var id = await driver.ReceivedAsync(RouterStorage.NewId());
        var letter = await driver.DeadLetterTriageOfAsync(id);

        Assert.Equal(ReplayResult.Replayed, await ReplayAsync(letter));

        Assert.Empty(await driver.PeekAsync());
        var partition = await LoadAsync(id);
        Assert.Equal(MessageNames.TriageRequest, Assert.Single(partition.Outbox, sent => sent.Stage == "replay1").Message.Message);
        Assert.Single(partition.Timeline, happened => happened.Text == "Replayed by sasha.");
    }

    [Fact]
    public async Task Replay_SameDeadLetterTwice_TheSecondDoesNothing()
    {
        var id = await driver.ReceivedAsync(RouterStorage.NewId());
        var letter = await driver.DeadLetterTriageOfAsync(id);
        await ReplayAsync(letter);

        Assert.Equal(ReplayResult.NothingToDo, await ReplayAsync(letter));

        Assert.Single((await LoadAsync(id)).Timeline);
    }

    [Fact]
    public async Task Replay_SameDeadLetterByTwoAtOnce_SentOnce()
    {
        var id = await driver.ReceivedAsync(RouterStorage.NewId());
        var letter = await driver.DeadLetterTriageOfAsync(id);

        var results = await Task.WhenAll(ReplayAsync(letter), ReplayAsync(letter));

        Assert.Contains(ReplayResult.Replayed, results);
        Assert.Single((await LoadAsync(id)).Timeline);
        Assert.Empty(await driver.PeekAsync());
    }

    [Fact]
    public async Task Replay_WorkDoneMeanwhile_NothingSentAndGone()
    {
        var id = await driver.ReceivedAsync(RouterStorage.NewId());
        var letter = await driver.DeadLetterTriageOfAsync(id);
        await driver.TriagedAsync(id);

        Assert.Equal(ReplayResult.NothingToDo, await ReplayAsync(letter));

        Assert.Empty(await driver.PeekAsync());
        Assert.DoesNotContain((await LoadAsync(id)).Outbox, sent => sent.Stage != StageNames.Receive);
    }

    [Fact]
    public async Task Replay_DeadLetterOfAParkedRequest_NoLongerParked()
    {
        var id = await driver.ReceivedAsync(RouterStorage.NewId());
        var letter = await driver.DeadLetterTriageOfAsync(id);
        await driver.ParkingLot.ParkAsync(letter.Envelope!, "TriageRequest failed 8 times", Token);

        Assert.Equal(ReplayResult.Replayed, await ReplayAsync(letter));

        Assert.Equal(RequestState.Received, (await LoadAsync(id)).Request!.State);
    }

    [Fact]
    public async Task Replay_NoMessageOfOurs_BackInItsQueueAsItCame()
    {
        await driver.DeadLetterRawAsync(QueueNames.Outgoing, DeadLetterDriver.Body("not yet understood"));

        Assert.Equal(ReplayResult.Replayed, await ReplayAsync(Assert.Single(await driver.PeekAsync(QueueNames.Outgoing))));

        Assert.Empty(await driver.PeekAsync(QueueNames.Outgoing));
        Assert.Equal("not yet understood", Assert.Single(await driver.TakeAsync(QueueNames.Outgoing, 1)).Body);
    }

    [Fact]
    public async Task Replay_SomeOfMany_OnlyThose()
    {
        var ids = Enumerable.Range(0, 9).Select(number => RouterStorage.NewId(number: number)).ToList();
        foreach (var id in ids)
        {
            await driver.ReceivedAsync(id);
            await driver.DeadLetterTriageOfAsync(id);
        }

        var chosen = (await driver.PeekAsync()).Where((_, index) => index % 2 == 1).Select(IdOf).ToList();
        var results = await driver.Replayer.ReplayAsync(chosen, Person, Token);

        Assert.Equal([(ReplayResult.Replayed, 4)], results.CountBy(result => result.Value).Select(count => (count.Key, count.Value)));
        Assert.Equal(ids.Where((_, index) => index % 2 == 0), (await driver.PeekAsync()).Select(letter => letter.Envelope!.Partition));
    }

    [Fact]
    public async Task Replay_BrokerAway_FailedAndParkedOnesReplayed()
    {
        var id = await driver.ReceivedAsync(RouterStorage.NewId());
        await driver.ParkingLot.ParkAsync(new MessageEnvelope(MessageNames.TriageRequest, id), "why", Token);
        await driver.Broker.StopAsync();
        Assert.True(RequestId.TryParse(id, out var known));

        var results = await driver.Replayer.ReplayAsync([new StoppedStepId.Parked(known), new StoppedStepId.Dead(QueueNames.Triage, 1)], Person, Token);

        Assert.Equal(ReplayResult.Replayed, results[new StoppedStepId.Parked(known)]);
        Assert.Equal(ReplayResult.Failed, results[new StoppedStepId.Dead(QueueNames.Triage, 1)]);
    }

    private static StoppedStepId IdOf(DeadLetter letter) => new StoppedStepId.Dead(letter.Queue, letter.SequenceNumber);

    private async Task<ReplayResult> ReplayAsync(DeadLetter letter) =>
        (await driver.Replayer.ReplayAsync([IdOf(letter)], Person, Token))[IdOf(letter)];

    private async Task<Partition> LoadAsync(string id) => (await driver.Storage.Partitions.LoadAsync(id, Token))!;
}
