using Router.Pages.Board;
using Router.Requests;
using Router.Storage;

namespace Router.Unit.Pages;

public sealed class BoardPageModelTests
{
    private static readonly BoardFilter Everything = new(null, null, null, null);

    [Fact]
    public void From_MixedItems_MostAskedFirstThenLastAsked()
    {
        var model = BoardPageModel.From([Entry("a", 2, 1), Entry("b", 9, 1), Entry("c", 2, 5)], TeamSamples.Small, Everything);

        Assert.Equal(["b", "c", "a"], model.Rows.Select(row => row.Item.Id));
    }

    [Fact]
    public void From_KnownAndUnknownComponent_NamesOrHoles()
    {
        var model = BoardPageModel.From([Entry("a", 2, 1, "api", "casey"), Entry("b", 1, 1)], TeamSamples.Small, Everything);

        Assert.Equal(("Instances API", "Casey Rivera"), (model.Rows[0].Component, model.Rows[0].Owner));
        Assert.Equal((null, null), (model.Rows[1].Component, model.Rows[1].Owner));
    }

    [Fact]
    public void From_ManyAskers_FirstFourLinkedAtOnceTheRestBehind()
    {
        var entry = Entry("a", 9, 1) with { LatestAskers = ["1", "2", "3", "4", "5", "6"] };

        var row = Assert.Single(BoardPageModel.From([entry], TeamSamples.Small, Everything).Rows);

        Assert.Equal(["1", "2", "3", "4"], row.RequestIds);
        Assert.Equal(["5", "6"], row.More);
        Assert.Equal(3, row.Unnamed);
    }

    [Theory]
    [InlineData("api", null, null, "a")]
    [InlineData("none", null, null, "b")]
    [InlineData(null, "casey", null, "a")]
    [InlineData(null, "none", null, "b")]
    [InlineData(null, null, 3, "b")]
    public void From_Filtered_OnlyWhatMatches(string? component, string? owner, int? least, string expected)
    {
        var filter = new BoardFilter(component, owner, least, null);

        var model = BoardPageModel.From([Entry("a", 2, 1, "api", "casey"), Entry("b", 3, 1)], TeamSamples.Small, filter);

        Assert.Equal(expected, Assert.Single(model.Rows).Item.Id);
        Assert.Equal(2, model.Total);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Shows_AskedSinceDay_CountsTheDayItself(int day, bool expected)
    {
        var filter = Everything with { AskedSince = new DateOnly(2026, 3, day) };

        Assert.Equal(expected, filter.Shows(Entry("a", 1, 2).Item));
    }

    private static BoardListing Entry(string id, int requests, int day, string? component = null, string? owner = null) => new(
        new BacklogItem(id, "Title", "", component, owner, requests, RequestSamples.Noon, new DateTimeOffset(2026, 3, day, 23, 0, 0, TimeSpan.Zero)),
        []);
}
