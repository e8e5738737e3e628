using Router.Requests;
using Router.Storage;

namespace Router.Contract.Storage;

public sealed class PartitionStoreTests(AzuriteFixture azurite)
{
    private readonly RouterStorage storage = new(azurite);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_Unknown_Null() => Assert.Null(await storage.Partitions.LoadAsync(RouterStorage.NewId(), Token));

    [Fact]
    public async Task CommitAsync_FirstStage_AllOfItIsThere()
    {
        var id = RouterStorage.NewId();
        var mail = new Mail("reply", "kim@example.com", "Kim", "Re: ü €", "text", "<p>", storage.Time.GetUtcNow());
        var stage = new Stage("receive", RouterStorage.RequestOf(id))
        {
            Text = "Ein Text mit 🙂 und \"Zeichen\"",
            Outbox = [new OutboxMessage("TriageRequest"), new OutboxMessage("DeliverMail", "reply")],
            Mails = [mail],
            Events = ["One.", "Two."],
        };

        Assert.Equal(CommitResult.Committed, await storage.Partitions.CommitAsync(id, null, stage, Token));

        var partition = await storage.Partitions.LoadAsync(id, Token);
        Assert.Equal("Ein Text mit 🙂 und \"Zeichen\"", partition!.Text);
        Assert.Equal(1, partition.Version);
        Assert.True(partition.Has("receive"));
        Assert.Equal(stage.Outbox, partition.Outbox.Select(stored => stored.Message));
        Assert.Equivalent(mail, Assert.Single(partition.Mails), strict: true);
        Assert.Equal(["One.", "Two."], partition.Timeline.Select(entry => entry.Text));
    }

    [Fact]
    public async Task CommitAsync_SameFirstStageAgain_AlreadyCommittedAndUnchanged()
    {
        var id = RouterStorage.NewId();
        var first = RouterStorage.RequestOf(id);
        await storage.Partitions.CommitAsync(id, null, new Stage("receive", first), Token);

        // What a call that timed out and was applied all the same sees at its next try.
        Assert.Equal(CommitResult.AlreadyCommitted, await storage.Partitions.CommitAsync(id, null, new Stage("receive", first with { Subject = "Other" }), Token));
        Assert.Equal(first.Subject, (await storage.Partitions.LoadAsync(id, Token))?.Request?.Subject);
    }

    [Fact]
    public async Task CommitAsync_SameStageOnAnOldReading_AlreadyCommitted()
    {
        var before = await ReceivedAsync(RouterStorage.NewId());
        var stage = new Stage("triage", before.Request! with { Kind = RequestKind.Fixing });

        Assert.Equal(CommitResult.Committed, await storage.Partitions.CommitAsync(before.Key, before, stage, Token));
        Assert.Equal(CommitResult.AlreadyCommitted, await storage.Partitions.CommitAsync(before.Key, before, stage, Token));
        Assert.Equal(2, (await storage.Partitions.LoadAsync(before.Key, Token))?.Version);
    }

    [Fact]
    public async Task CommitAsync_OtherStageOnAnOldReading_ConflictAndNothingOfIt()
    {
        var before = await ReceivedAsync(RouterStorage.NewId());
        await storage.Partitions.CommitAsync(before.Key, before, new Stage("triage", before.Request), Token);

        var late = new Stage("park", before.Request) { Outbox = [new OutboxMessage("TriageRequest")], Events = ["Parked."] };

        Assert.Equal(CommitResult.Conflict, await storage.Partitions.CommitAsync(before.Key, before, late, Token));
        var partition = await storage.Partitions.LoadAsync(before.Key, Token);
        Assert.False(partition!.Has("park"));
        Assert.Empty(partition.Outbox);
        Assert.Empty(partition.Timeline);
    }

    [Fact]
    public async Task CommitAsync_SameStageFromManyInstances_OneCommits()
    {
        var before = await ReceivedAsync(RouterStorage.NewId());

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(instance => new RouterStorage(azurite).Partitions.CommitAsync(
            before.Key, before, new Stage("land", before.Request) { Outbox = [new OutboxMessage("DeliverMail", $"{instance}")] }, Token)));

        Assert.Single(results, CommitResult.Committed);
        Assert.Equal(7, results.Count(result => result == CommitResult.AlreadyCommitted));
        Assert.Single((await storage.Partitions.LoadAsync(before.Key, Token))!.Outbox);
    }

    [Fact]
    public async Task CommitAsync_WithoutRequest_OnceToo()
    {
        var key = $"digest-daily-{RouterStorage.NewId()}-2026-11-22T0800";
        var stage = new Stage("digest", null) { Events = ["Nothing to say: no mail."] };

        Assert.Equal(CommitResult.Committed, await storage.Partitions.CommitAsync(key, null, stage, Token));
        Assert.Equal(CommitResult.AlreadyCommitted, await storage.Partitions.CommitAsync(key, null, stage, Token));
        Assert.Null((await storage.Partitions.LoadAsync(key, Token))!.Request);
    }

    [Fact]
    public async Task CommitAsync_IntentCannotBeWritten_NothingIsCommitted()
    {
        var id = RouterStorage.NewId();

        await Assert.ThrowsAsync<IOException>(() => storage.Partitions.CommitAsync(
            id, null, new Stage("receive", RouterStorage.RequestOf(id)), Token, () => throw new IOException("The blob is not there.")));

        Assert.Null(await storage.Partitions.LoadAsync(id, Token));
    }

    private async Task<Partition> ReceivedAsync(string id)
    {
        await storage.Partitions.CommitAsync(id, null, new Stage("receive", RouterStorage.RequestOf(id)), Token);
        return (await storage.Partitions.LoadAsync(id, Token))!;
    }
}
