using Router.Messaging;
using Router.Storage;

namespace Router.Contract.Storage;

/// <summary>What is pending of a request, and for how long.</summary>
public sealed class OutboxRelayRoundTests : OutboxRelayCase
{
    [Fact]
    public async Task Commit_WithinARound_WritesNothingPendingAndTheEndTakesItAway()
    {
        var id = await ReceivedAsync();
        var received = (await Storage.Partitions.LoadHeadAsync(id, Token))!;
        Assert.Equal((1, true), (received.Round, received.IsUnderWay));
        Assert.Equal([1], (await IntentsAsync(id)).Select(work => work.Round!.Value));

        await Storage.Partitions.CommitAsync(id, received, new Stage(StageNames.Triage, received.Request) { Outbox = [new OutboxMessage(MessageNames.FileBug)] }, Token);
        var triaged = (await Storage.Partitions.LoadHeadAsync(id, Token))!;
        Assert.Equal((1, true), (triaged.Round, triaged.IsUnderWay));
        await Storage.Partitions.CommitAsync(id, triaged, new Stage(StageNames.Land, triaged.Request), Token);
        var landed = (await Storage.Partitions.LoadHeadAsync(id, Token))!;
        Assert.Equal((1, false), (landed.Round, landed.IsUnderWay));

        // The process ended before it took the row away.
        await SweepAfterAsync(TimeSpan.FromSeconds(20));
        Assert.Empty(await IntentsAsync(id));
        Assert.Empty(SentIds(id));

        await Storage.Partitions.CommitAsync(id, landed, new Stage("close", landed.Request) { Outbox = [new OutboxMessage(MessageNames.SolveTicket, "close")] }, Token);
        Assert.Equal([2], (await IntentsAsync(id)).Select(work => work.Round!.Value));
    }

    /// <summary>What the first stage's message was sent for does not keep a later one's waiting.</summary>
    [Fact]
    public async Task Sweep_LaterStageOfARoundThatWasSentAgain_SentAfterTheGrace()
    {
        var id = await ReceivedAsync();
        await SweepAfterAsync(TimeSpan.FromSeconds(20));
        var received = (await Storage.Partitions.LoadHeadAsync(id, Token))!;
        await Storage.Partitions.CommitAsync(id, received, new Stage(StageNames.Triage, received.Request) { Outbox = [new OutboxMessage(MessageNames.FileBug)] }, Token);

        await SweepAfterAsync(TimeSpan.FromSeconds(20));

        Assert.Equal([$"{id}.outbox~receive~0", $"{id}.outbox~triage~0"], SentIds(id));
    }

    /// <summary>It lost its race against a commit that began and ended the same round.</summary>
    [Fact]
    public async Task Sweep_RowOfARoundThatIsOver_GoneAndTheNewOneStays()
    {
        var id = await ReceivedAsync();
        var received = (await Storage.Partitions.LoadHeadAsync(id, Token))!;
        await Storage.Partitions.CommitAsync(id, received, new Stage(StageNames.Triage, received.Request), Token);
        var triaged = (await Storage.Partitions.LoadHeadAsync(id, Token))!;
        await Storage.Partitions.CommitAsync(id, triaged, new Stage("close", triaged.Request) { Outbox = [new OutboxMessage(MessageNames.SolveTicket, "close")] }, Token);

        await SweepAfterAsync(TimeSpan.FromSeconds(20));
        await SweepAfterAsync(TimeSpan.FromSeconds(20));

        Assert.Equal([2], (await IntentsAsync(id)).Select(work => work.Round!.Value));
    }

    /// <summary>The last stage's end was decided by another version of the app.</summary>
    [Fact]
    public async Task Sweep_UnderWayWithNothingOpen_EndedSoThatTheNextStageBeginsARound()
    {
        var id = RouterStorage.NewId();
        var never = new PartitionStore(Storage.Account, Storage.Pending, new AlwaysOpen(), Storage.Time);
        await never.CommitAsync(id, null, new Stage(StageNames.Receive, RouterStorage.RequestOf(id)), Token);

        await SweepAfterAsync(TimeSpan.FromSeconds(20));

        Assert.Empty(await IntentsAsync(id));
        Assert.False((await Storage.Partitions.LoadHeadAsync(id, Token))!.IsUnderWay);
    }

    private sealed class AlwaysOpen : IWorkProgress
    {
        public bool HasOpenWork(Partition partition) => true;
    }
}
