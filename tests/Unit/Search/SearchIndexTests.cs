using Router.Search;
using Router.Storage;

namespace Router.Unit.Search;

public sealed class SearchIndexTests : IDisposable
{
    private readonly SearchIndex index = new();

    public void Dispose() => index.Dispose();

    [Theory]
    [InlineData("geloscht", "a")]
    [InlineData("GELÖSCHT exp", "a")]
    [InlineData("bericht", "b")]
    [InlineData("ber", "b")]
    [InlineData("报告", "c")]
    [InlineData("告报", "")]
    [InlineData("from:kim", "a")]
    [InlineData("from:geloscht", "")]
    [InlineData("kim@example.org", "a")]
    [InlineData("\"export wurde\"", "a")]
    [InlineData("\"wurde export\"", "")]
    [InlineData("export report", "")]
    [InlineData("*", "")]
    public void Find_Words_RequestsThatHoldThemAll(string typed, string expected)
    {
        index.Put(
        [
            Document("1", "a", "Löschen", "Der Export wurde gelöscht", people: "Kim kim@example.org"),
            Document("2", "b", "Frage", "Wo ist der Bericht?"),
            Document("3", "c", "你好", "请帮我导出报告"),
        ]);

        Assert.Equal(expected, string.Join(' ', Found(typed)));
    }

    [Fact]
    public void Find_WordInSubject_ComesFirst()
    {
        index.Put([Document("1", "text", "Question", "the invoice is wrong"), Document("2", "subject", "Invoice", "it is wrong, see below")]);

        Assert.Equal(["subject", "text"], Found("invoice"));
    }

    [Fact]
    public void Find_NewestFirst_ByTheTimeOfTheMessage()
    {
        index.Put([Document("1", "old", "Invoice", "Invoice", day: 1), Document("2", "new", "Question", "about an invoice and much else", day: 2)]);

        Assert.Equal(["new", "old"], Found("invoice", newestFirst: true));
    }

    [Fact]
    public void Find_SeveralMessagesOfARequest_OnceWithTheBest()
    {
        index.Put([Document("1", "a", "Question", "an invoice"), Document("2", "a", "Invoice", "the invoice again")]);

        Assert.Equal("the invoice again", Assert.Single(index.Find(SearchQuery.Parse("invoice"), newestFirst: false)).Text);
    }

    [Fact]
    public void Put_ChangedMessage_OldWordsAreGone()
    {
        index.Put([Document("1", "a", "Draft", "first words")]);
        index.Put([Document("1", "a", "Draft", "second words") with { ETag = "changed" }]);

        Assert.Empty(Found("first"));
        Assert.Equal(["a"], Found("second"));
        Assert.Equal(1, index.Count);
    }

    private IEnumerable<string> Found(string typed, bool newestFirst = false) => index.Find(SearchQuery.Parse(typed), newestFirst).Select(hit => hit.RequestId);

    private static SearchDocument Document(string key, string request, string subject, string text, string people = "Ann ann@example.net", int day = 1) =>
        new(key, "etag", request, new DateTimeOffset(2026, 11, day, 0, 0, 0, TimeSpan.Zero), subject, people, text);
}
