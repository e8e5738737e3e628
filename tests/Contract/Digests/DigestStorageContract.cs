using Router.Contract.Storage;
using Router.Digests;
using Router.Requests;
using Router.Storage;
using Router.Unit.Digests;

namespace Router.Contract.Digests;

/// <summary>What the digests rely on; the fake of the unit tests keeps it as the tables do.</summary>
public abstract class DigestStorageContract
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_Unknown_Null() => Assert.Null(await Open().LoadAsync(KeyOf(nameof(LoadAsync_Unknown_Null)), Token));

    [Fact]
    public async Task CommitAsync_FirstStage_LoadedByAnyInstance()
    {
        var key = KeyOf(nameof(CommitAsync_FirstStage_LoadedByAnyInstance));
        var storage = Open();
        var stage = new Stage("digest", null)
        {
            Mails = [new Mail("digest", "casey@example.com", "Casey", "Subject", "text", "<p>", new DateTimeOffset(2026, 11, 23, 16, 0, 0, TimeSpan.Zero))],
            Outbox = [new OutboxMessage("DeliverMail", "digest")],
            Events = ["Sent."],
        };

        Assert.Equal(CommitResult.Committed, await storage.CommitAsync(key, stage, Token));

        var partition = (await Open(storage).LoadAsync(key, Token))!;
        Assert.Equivalent(stage.Mails, partition.Mails, strict: true);
        Assert.Equal(stage.Outbox, partition.Outbox.Select(stored => stored.Message));
        Assert.Equal("Sent.", Assert.Single(partition.Timeline).Text);
        Assert.True(partition.Has("digest"));
    }

    [Fact]
    public async Task CommitAsync_Again_AlreadyCommittedAndTheFirstStays()
    {
        var key = KeyOf(nameof(CommitAsync_Again_AlreadyCommittedAndTheFirstStays));
        var storage = Open();
        await storage.CommitAsync(key, new Stage("digest", null) { Events = ["First."] }, Token);

        Assert.Equal(CommitResult.AlreadyCommitted, await Open(storage).CommitAsync(key, new Stage("digest", null) { Events = ["Second."] }, Token));
        Assert.Equal("First.", Assert.Single((await storage.LoadAsync(key, Token))!.Timeline).Text);
    }

    [Fact]
    public async Task CommitAsync_ManyAtOnce_OneCommits()
    {
        var key = KeyOf(nameof(CommitAsync_ManyAtOnce_OneCommits));
        var storage = Open();

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(number =>
            Open(storage).CommitAsync(key, new Stage("digest", null) { Events = [$"{number}"] }, Token)));

        Assert.Single(results, CommitResult.Committed);
        Assert.Equal(5, results.Count(result => result == CommitResult.AlreadyCommitted));
    }

    /// <param name="sameAs">Another instance's view of the same storage.</param>
    internal abstract IDigestStorage Open(IDigestStorage? sameAs = null);

    private string KeyOf(string test) => $"digest-{GetType().Name}-{test}";
}

public sealed class MemoryDigestStorageTests : DigestStorageContract
{
    internal override IDigestStorage Open(IDigestStorage? sameAs = null) => sameAs ?? new MemoryDigestStorage(TimeProvider.System);
}

public sealed class TableDigestStorageTests(AzuriteFixture azurite) : DigestStorageContract
{
    internal override IDigestStorage Open(IDigestStorage? sameAs = null)
    {
        var storage = new RouterStorage(azurite);
        return new DigestStorage(storage.Partitions, storage.Committer, storage.Views);
    }
}
