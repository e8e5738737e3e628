using Router.Connectors;
using Router.Destinations.Backlog;
using Router.Requests;
using Router.Teams;

namespace Router.Unit.Destinations.Backlog;

public sealed class SimilarityPolicyTests
{
    private static readonly SimilarityPolicy Policy = new(TeamFile.Load(Path.Combine(AppContext.BaseDirectory, "team.json"), ShippedConnectors.Schemes.Names));

    public static TheoryData<int> SamePairs => [.. Enumerable.Range(0, WishPairs.Same.Count)];

    public static TheoryData<int> DifferentPairs => [.. Enumerable.Range(0, WishPairs.Different.Count)];

    [Theory]
    [MemberData(nameof(SamePairs))]
    public void FindSame_SameWishOnAnEmptyBoardOtherwise_Found(int pair)
    {
        var (one, other) = WishPairs.Same[pair];

        Assert.Equal(one, Policy.FindSame(other.Title, other.Text, [one]));
    }

    [Theory]
    [MemberData(nameof(SamePairs))]
    public void FindSame_SameWishOnAFullBoard_FoundAmongAll(int pair)
    {
        var (one, other) = WishPairs.Same[pair];
        List<BacklogItem> board = [.. WishPairs.Same.Select(same => same.One)];

        Assert.Equal(one, Policy.FindSame(other.Title, other.Text, board));
    }

    [Theory]
    [MemberData(nameof(DifferentPairs))]
    public void FindSame_DifferentWish_NotFound(int pair)
    {
        var (one, other) = WishPairs.Different[pair];

        Assert.Null(Policy.FindSame(other.Title, other.Text, [one]));
        Assert.Null(Policy.FindSame(one.Title, one.Text, [other]));
    }

    [Fact]
    public void FindSame_WishesAllDifferentOnAFullBoard_EachFindsOnlyItself()
    {
        List<BacklogItem> board = [.. WishPairs.Different.Select(pair => pair.Other)];

        Assert.All(board, item => Assert.Null(Policy.FindSame(item.Title, item.Text, [.. board.Where(other => other != item)])));
    }

    [Fact]
    public void FindSame_EmptyBoard_Null() => Assert.Null(Policy.FindSame("Dark mode", "Please.", []));

    [Theory]
    [InlineData("", "")]
    [InlineData("??", "!!!")]
    [InlineData("Feature request", "Hello, could you please help?")]
    public void FindSame_NothingSaid_NullEvenForTheSameWords(string title, string text) =>
        Assert.Null(Policy.FindSame(title, text, [WishPairs.Same[0].One with { Title = title, Text = text }]));

    [Fact]
    public void FindSame_SeveralAlike_TheMostAlikeAndOfEqualsTheOldest()
    {
        var (one, other) = WishPairs.Same[0];
        var younger = one with { Id = "a", CreatedAt = one.CreatedAt.AddDays(1) };

        Assert.Equal(one, Policy.FindSame(other.Title, other.Text, [younger, one]));
    }
}
