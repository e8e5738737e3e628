using Router.Requests;
using Router.Storage;

namespace Router.Contract.Storage;

public sealed class PendingAndViewTests(AzuriteFixture azurite)
{
    private readonly RouterStorage storage = new(azurite);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pending_YoungerThanTheGrace_NotListed()
    {
        var id = RouterStorage.NewId();
        await storage.Pending.AddAsync(id, 1, Token);

        Assert.DoesNotContain(await storage.Pending.ListAsync(TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(5), 10_000, Token), intent => intent.Partition == id);
        storage.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Contains(await storage.Pending.ListAsync(TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(5), 10_000, Token), intent => intent.Partition == id);
    }

    [Fact]
    public async Task Pending_RemovedTwice_NoError()
    {
        var id = RouterStorage.NewId();
        await storage.Pending.AddAsync(id, 1, Token);

        await storage.Pending.RemoveAsync(id, 1, Token);
        await storage.Pending.RemoveAsync(id, 1, Token);

        Assert.Empty(await IntentsAsync(id));
    }

    [Fact]
    public async Task View_OlderReadingLast_NewerStays()
    {
        var id = RouterStorage.NewId();
        var older = PartitionOf(id, 1, "Older");

        await storage.Views.ProjectAsync(PartitionOf(id, 2, "Newer"), Token);
        await storage.Views.ProjectAsync(older, Token);
        await storage.Views.ProjectAsync(older, Token);

        Assert.Equal("Newer", Assert.Single(await ListedAsync(id)).Subject);
    }

    [Fact]
    public async Task View_VersionsFromManyInstancesAtOnce_TheLastStays()
    {
        var id = RouterStorage.NewId();

        await Task.WhenAll(Enumerable.Range(1, 8).Reverse().Select(version =>
            new RouterStorage(azurite).Views.ProjectAsync(PartitionOf(id, version, $"Version {version}"), Token)));

        Assert.Equal("Version 8", Assert.Single(await ListedAsync(id)).Subject);
    }

    [Fact]
    public async Task View_Requests_NewestFirst()
    {
        var (early, late) = (RouterStorage.NewId(number: 1), RouterStorage.NewId(number: 2));
        await storage.Views.ProjectAsync(PartitionOf(early, 1, "Early", hours: -1), Token);
        await storage.Views.ProjectAsync(PartitionOf(late, 1, "Late"), Token);

        var listed = await storage.Views.RequestsAsync(null, null, Token).Where(request => request.Id == early || request.Id == late).ToListAsync(Token);

        Assert.Equal([late, early], listed.Select(request => request.Id));
    }

    private async Task<List<PendingWork>> IntentsAsync(string partition) =>
        [.. (await storage.Pending.ListAsync(TimeSpan.Zero, TimeSpan.Zero, 10_000, Token)).Where(intent => intent.Partition == partition)];

    private async Task<List<Request>> ListedAsync(string id) =>
        await storage.Views.RequestsAsync(null, null, Token).Where(request => request.Id == id).ToListAsync(Token);

    private static Partition PartitionOf(string id, int version, string subject, int hours = 0)
    {
        var request = RouterStorage.RequestOf(id);
        return new() { Key = id, Version = version, Request = request with { Subject = subject, ReceivedAt = request.ReceivedAt.AddHours(hours) } };
    }
}
