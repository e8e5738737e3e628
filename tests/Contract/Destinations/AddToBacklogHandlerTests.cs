using Router.Contract.Storage;
using Router.Requests;
using Router.Storage;

namespace Router.Contract.Destinations;

public sealed class AddToBacklogHandlerTests(AzuriteFixture azurite)
{
    private readonly RouterStorage storage = new(azurite);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandleAsync_NewWish_NewItemOnTheBoard()
    {
        var id = await WishAsync("Teleprompter ribbon", "A teleprompter ribbon for newsreaders.", 1);

        await new DestinationDriver(storage).AddToBacklogAsync(id);

        var listing = await BoardAsync(id);
        Assert.Equal(("Teleprompter ribbon", 1), (listing?.Item.Title, listing?.Item.Requests));
        var partition = (await storage.Partitions.LoadAsync(id, Token))!;
        Assert.Equal(new Landing(LandingPlace.Board, "New on the board", $"/board#{id}"), partition.Request?.Landing);
        Assert.DoesNotContain("others who asked", Assert.Single(partition.Mails).PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandleAsync_SameWish_JoinsAndCounts()
    {
        var first = await WishAsync("Lighthouse score column", "Show the lighthouse score of each page in a column.", 1);
        var second = await WishAsync("Column for the lighthouse score", "We want to see the lighthouse score per page.", 2);
        var third = await WishAsync("Lighthouse score", "Please show lighthouse scores in a column.", 3);
        var driver = new DestinationDriver(storage);
        foreach (var id in (string[])[first, second, third])
        {
            await driver.AddToBacklogAsync(id);
            await driver.AddToBacklogAsync(id);
        }

        var listing = await BoardAsync(first);
        Assert.Equal(3, listing?.Item.Requests);
        Assert.Equal([third, second, first], listing?.LatestAskers);
        Assert.Equal(["Joined 1 other", "Joined 2 others"], [await SummaryAsync(second), await SummaryAsync(third)]);
        Assert.Null(await BoardAsync(second));
    }

    [Fact]
    public async Task HandleAsync_SameMessageInManyProcesses_CountedOnceAndOneMail()
    {
        var id = await WishAsync("Hologram preview", "A hologram preview of a storefront.", 1);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Deaths.RedoAsync(() => new DestinationDriver(new RouterStorage(azurite)).AddToBacklogAsync(id))));

        Assert.Equal(1, (await BoardAsync(id))?.Item.Requests);
        var partition = (await storage.Partitions.LoadAsync(id, Token))!;
        Assert.Single(partition.Mails);
        Assert.Single(partition.Outbox);
    }

    [Fact]
    public async Task HandleAsync_ManyWishesForOneItemAtOnce_AllCounted()
    {
        var first = await WishAsync("Sundial widget", "A sundial widget on the dashboard.", 0);
        await new DestinationDriver(storage).AddToBacklogAsync(first);
        var others = new List<string>();
        for (var number = 1; number <= 8; number++)
        {
            others.Add(await WishAsync("Sundial widget", "Please add a sundial widget to the dashboard.", number));
        }

        await Task.WhenAll(others.Select(id => Deaths.RedoAsync(() => new DestinationDriver(new RouterStorage(azurite)).AddToBacklogAsync(id))));

        var listing = await BoardAsync(first);
        Assert.Equal(9, listing?.Item.Requests);
        Assert.Equal(9, listing?.LatestAskers.Distinct().Count());
    }

    [Fact]
    public async Task HandleAsync_KilledAtAnyCall_CountedOnceAndOneMail()
    {
        var first = await WishAsync("Kaleidoscope transitions", "Kaleidoscope transitions between slides.", 1_000);
        await new DestinationDriver(storage).AddToBacklogAsync(first);
        var asked = 1;

        var deaths = await Deaths.AtEachCallAsync(
            azurite,
            round => WishAsync("Kaleidoscope transitions", "Kaleidoscope transitions between slides, please.", round),
            (process, id) => Deaths.RedoAsync(() => new DestinationDriver(process).AddToBacklogAsync(id)),
            async id =>
            {
                var partition = (await storage.Partitions.LoadAsync(id, Token))!;
                Assert.Equal(first, partition.Request?.PlannedItemId);
                Assert.Single(partition.Mails);
                Assert.Single(partition.Outbox);
                Assert.Equal(++asked, (await BoardAsync(first))?.Item.Requests);
            });

        Assert.True(deaths >= 20, $"{deaths} deaths");
    }

    [Fact]
    public async Task RebuildBoardAsync_ViewLost_BackAsItWas()
    {
        var id = await WishAsync("Barometer badge", "A barometer badge beside the headline.", 1);
        var driver = new DestinationDriver(storage);
        await driver.AddToBacklogAsync(id);
        var before = await BoardAsync(id);
        await storage.Account.Views.DeleteEntityAsync("board", id, cancellationToken: Token);

        await driver.Backlog.RebuildBoardAsync(Token);

        var after = await BoardAsync(id);
        Assert.Equal(before?.Item, after?.Item);
        Assert.Equal(before?.LatestAskers, after?.LatestAskers);
    }

    private async Task<string> WishAsync(string subject, string text, int number)
    {
        var id = RouterStorage.NewId(subject, number);
        await storage.ReceiveAsync(id, subject, text);
        return id;
    }

    private async Task<BoardListing?> BoardAsync(string itemId) =>
        await storage.Views.BoardAsync(Token).FirstOrDefaultAsync(listing => listing.Item.Id == itemId, Token);

    private async Task<string?> SummaryAsync(string id) => (await storage.Partitions.LoadAsync(id, Token))?.Request?.Landing?.Summary;
}
