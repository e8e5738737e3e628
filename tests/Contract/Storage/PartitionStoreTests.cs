using Router.Requests;
using Router.Storage;

namespace Router.Contract.Storage;

public sealed class PartitionStoreTests(AzuriteFixture azurite)
{
    private readonly RouterStorage storage = new(azurite);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_Unknown_Null() => Assert.Null(await storage.Partitions.LoadAsync(RouterStorage.NewId(), Token));

    /// <summary>A message that somebody else has put into our queue.</summary>
    [Theory]
    [InlineData("a/b")]
    [InlineData("a?b#c")]
    [InlineData("..\\x")]
    [InlineData("\u0001")]
    [InlineData("")]
    public async Task LoadHeadAsync_NoKeyThatTablesTake_Null(string key)
    {
        Assert.Null(await storage.Partitions.LoadHeadAsync(key, Token));
        Assert.Null(await storage.Partitions.LoadMailAsync(RouterStorage.NewId(), key, Token));
    }

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

    [Fact]
    public async Task LoadHeadAsync_ManyStages_WholeFromOneRow()
    {
        var partition = await ReceivedAsync(RouterStorage.NewId());
        for (var joined = 0; joined < 600; joined++)
        {
            var stage = new Stage($"join-{joined:D4}-{new string('0', 60)}", null) { Outbox = [new OutboxMessage("NotifySubscribers", $"{joined}")], Events = ["Joined."] };
            partition = Partition.After(partition.Key, partition, stage, _ => true) with { HeadETag = partition.HeadETag };
        }

        await storage.Partitions.CommitAsync(partition.Key, partition, new Stage("last", partition.Request), Token);

        var head = (await storage.Partitions.LoadHeadAsync(partition.Key, Token))!;
        Assert.Equal(602, head.Receipts.Count);
        Assert.Equal(partition.Outbox, head.Outbox);
    }

    /// <summary>As the version before November 2026 wrote it.</summary>
    [Fact]
    public async Task LoadHeadAsync_HeadWithoutLists_ReadFromTheRowsAndWholeAfterTheNextCommit()
    {
        var id = RouterStorage.NewId();
        await storage.Partitions.CommitAsync(id, null, new Stage("receive", RouterStorage.RequestOf(id)) { Text = "Words", Outbox = [new OutboxMessage("TriageRequest")] }, Token);
        var row = (await storage.Account.Requests.GetEntityAsync<Azure.Data.Tables.TableEntity>(id, PartitionRows.HeadRow, cancellationToken: Token)).Value;
        foreach (var added in new[] { "Receipts0", "Outbox0", "Round", "IsUnderWay" })
        {
            Assert.True(row.Remove(added));
        }

        await storage.Account.Requests.UpdateEntityAsync(row, row.ETag, Azure.Data.Tables.TableUpdateMode.Replace, Token);

        var old = (await storage.Partitions.LoadHeadAsync(id, Token))!;
        Assert.True(old.Has("receive"));
        Assert.Equal(["TriageRequest"], old.Outbox.Select(stored => stored.Message.Message));
        Assert.Equal(CommitResult.Committed, await storage.Partitions.CommitAsync(id, old, new Stage("triage", old.Request), Token));
        var head = (await storage.Partitions.LoadHeadAsync(id, Token))!;
        Assert.Equal(["receive", "triage"], head.Receipts.Order());
        Assert.Equal("Words", head.Text);
        Assert.Equal(old.Outbox, head.Outbox);
    }

    private async Task<Partition> ReceivedAsync(string id)
    {
        await storage.Partitions.CommitAsync(id, null, new Stage("receive", RouterStorage.RequestOf(id)), Token);
        return (await storage.Partitions.LoadAsync(id, Token))!;
    }
}
