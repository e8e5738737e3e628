using Router.Pages.Requests;
using Router.Requests;
using Router.Storage;

namespace Router.Unit.Pages;

public sealed class RequestListingTests
{
    private static readonly RequestFilter Everything = new(null, null, null);

    [Fact]
    public async Task ReadAsync_OneMoreThanAPage_CursorOfTheLastShown()
    {
        var listing = await RequestListing.ReadAsync(Requests(51).ToAsyncEnumerable(), Everything);

        Assert.Equal(50, listing.Requests.Count);
        Assert.Equal(ViewStore.CursorOf(listing.Requests[^1]), listing.Next);
        Assert.False(listing.IsCutShort);
    }

    [Fact]
    public async Task ReadAsync_ExactlyAPage_NoNext()
    {
        var listing = await RequestListing.ReadAsync(Requests(50).ToAsyncEnumerable(), Everything);

        Assert.Equal(50, listing.Requests.Count);
        Assert.Null(listing.Next);
    }

    [Fact]
    public async Task ReadAsync_NothingFoundInTheFirstMany_SaysSoAndGoesOn()
    {
        var listing = await RequestListing.ReadAsync(Requests(2001).ToAsyncEnumerable(), Everything with { Words = "no such words" });

        Assert.Empty(listing.Requests);
        Assert.NotNull(listing.Next);
        Assert.True(listing.IsCutShort);
    }

    [Fact]
    public void ReadCursor_OwnCursor_Kept()
    {
        var cursor = ViewStore.CursorOf(RequestSamples.Waiting());

        Assert.Equal(cursor, RequestListing.ReadCursor(cursor));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("' or RowKey gt '")]
    [InlineData("0123456789012345678~0123456789abcdef0123456789abcdef\n")]
    public void ReadCursor_AnythingElse_Null(string? text) => Assert.Null(RequestListing.ReadCursor(text));

    [Theory]
    [InlineData("REDIR", true)]
    [InlineData("ada@", true)]
    [InlineData("bob", false)]
    public void Shows_Words_SubjectAndCustomer(string words, bool expected) =>
        Assert.Equal(expected, (Everything with { Words = words }).Shows(RequestSamples.Waiting()));

    [Fact]
    public void PathAfter_AllGiven_AllKeptAndEscaped()
    {
        var path = new RequestFilter(RequestKind.Fixing, RequestState.Landed, "a&b").PathAfter("1~2");

        Assert.Equal("/requests?kind=fixing&state=landed&q=a%26b&after=1~2", path);
    }

    private static IEnumerable<Request> Requests(int count) =>
        Enumerable.Range(0, count).Select(index => RequestSamples.Waiting($"{index}"));
}
