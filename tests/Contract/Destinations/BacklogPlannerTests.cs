using Router.Contract.Storage;
using Router.Destinations.Backlog;
using Router.Messaging;
using Router.Requests;
using Router.Teams;

namespace Router.Contract.Destinations;

public sealed class BacklogPlannerTests
{
    private readonly AzuriteFixture azurite;
    private readonly RouterStorage storage;
    private readonly BacklogPlanner planner;
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public BacklogPlannerTests(AzuriteFixture azurite)
    {
        this.azurite = azurite;
        storage = new(azurite);
        planner = new(new KnownBoard(storage.Views, storage.Time), new SimilarityPolicy(new Team { People = [], Components = [], Promise = "soon" }));
    }

    [Fact]
    public async Task PlanAsync_SameWishesBeforeAnyIsOnTheBoard_OneItem()
    {
        var planned = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => PlanAsync(number, "Marzipan export", "Export the marzipan catalogue.")));

        Assert.Single(planned.Select(request => request.PlannedItemId).Distinct());
        Assert.Contains(planned, request => request.PlannedItemId == request.Id);
    }

    [Fact]
    public async Task PlanAsync_AnotherProcessPutItOnTheBoard_FoundWithinSeconds()
    {
        await PlanAsync(0, "Quince thumbnails", "Quince thumbnails in the gallery.");
        var other = RouterStorage.NewId(number: 9);
        await storage.ReceiveAsync(other, "Zeppelin overlay", "A zeppelin overlay for the map.");
        await new DestinationDriver(new RouterStorage(azurite)).AddToBacklogAsync(other);

        storage.Time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(other, (await PlanAsync(1, "Zeppelin overlay", "Please add a zeppelin overlay to the map.")).PlannedItemId);
    }

    [Fact]
    public async Task PlanAsync_GoesElsewhere_AsItWas()
    {
        var request = RouterStorage.RequestOf(RouterStorage.NewId());

        Assert.Same(request, await planner.PlanAsync(request, "It fails.", MessageNames.FileBug, Token));
        Assert.Same(request, await planner.PlanAsync(request, "It fails.", message: null, Token));
    }

    [Fact]
    public async Task PlanAsync_PlannedBefore_StaysWithItsItem()
    {
        var request = RouterStorage.RequestOf(RouterStorage.NewId()) with { PlannedItemId = "chosen" };

        Assert.Equal("chosen", (await planner.PlanAsync(request, "A wish.", MessageNames.AddToBacklog, Token)).PlannedItemId);
    }

    [Fact]
    public async Task AddToBacklog_BeforeTheWishWhoseItemItJoins_BothCounted()
    {
        var first = await PlanAsync(1, "Periscope cursor", "A periscope cursor in the editor.");
        var second = await PlanAsync(2, "Periscope cursor", "We want a periscope cursor in the editor.");
        Assert.Equal(first.Id, second.PlannedItemId);
        var driver = new DestinationDriver(storage);

        foreach (var request in (Request[])[second, first])
        {
            await storage.ReceiveAsync(request.Id, request.Subject, "A periscope cursor.", request.PlannedItemId);
            await driver.AddToBacklogAsync(request.Id);
        }

        var board = await storage.Views.BoardAsync(Token).Where(listing => listing.Item.Id == first.Id || listing.Item.Id == second.Id).ToListAsync(Token);
        Assert.Equal(2, Assert.Single(board).Item.Requests);
        Assert.Equal("New on the board", (await storage.Partitions.LoadAsync(second.Id, Token))?.Request?.Landing?.Summary);
    }

    private Task<Request> PlanAsync(int number, string subject, string text) => planner.PlanAsync(
        RouterStorage.RequestOf(RouterStorage.NewId(subject, number)) with { Subject = subject }, text, MessageNames.AddToBacklog, Token);
}
