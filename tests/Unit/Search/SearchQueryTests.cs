using Router.Search;

namespace Router.Unit.Search;

public sealed class SearchQueryTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  ?!  ", "")]
    [InlineData("Gelöscht", "\"geloscht\"*")]
    [InlineData("wildcard redirects", "\"wildcard\" AND \"redirects\"*")]
    [InlineData("\"wildcard redirects\" 404", "\"wildcard redirects\" AND \"404\"*")]
    [InlineData("\"not closed", "\"not closed\"")]
    [InlineData("from:kim export", "people : \"kim\"* AND \"export\"*")]
    [InlineData("from:\"Kim Doe\"", "people : \"kim doe\"")]
    [InlineData("kim@example.org", "\"kim example org\"*")]
    [InlineData("日本語", "\"日 本 語\"*")]
    [InlineData("a OR b) NEAR(c*", "\"a\" AND \"or\" AND \"b\" AND \"near c\"*")]
    public void Parse_AnythingTyped_IsWordsOnly(string typed, string expected) => Assert.Equal(expected, SearchQuery.Parse(typed).ToMatch());

    [Fact]
    public void Parse_VeryManyWords_ReadsTheFirstOnly() => Assert.Equal(12, SearchQuery.Parse(string.Join(' ', Enumerable.Range(0, 50))).Terms.Count);
}
