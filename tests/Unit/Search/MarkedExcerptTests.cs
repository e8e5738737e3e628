using Router.Search;

namespace Router.Unit.Search;

public sealed class MarkedExcerptTests
{
    [Theory]
    [InlineData("Der Export wurde gelöscht.", "geloscht", "Der Export wurde [gelöscht].")]
    [InlineData("Exports fail. The export failed.", "export", "[Exports] fail. The [export] failed.")]
    [InlineData("A wildcard redirect, and redirects", "\"wildcard redirect\"", "A [wildcard redirect], and redirects")]
    [InlineData("请帮我导出报告", "导出", "请帮我[导出]报告")]
    [InlineData("line one\r\n\tline two", "two", "line one line [two]")]
    [InlineData("nothing of it", "other", "nothing of it")]
    [InlineData("from Kim", "from:kim", "from Kim")]
    public void Of_ShortText_MarksWhatWasLookedFor(string text, string typed, string expected) =>
        Assert.Equal(expected, Shown(MarkedExcerpt.Of(text, SearchQuery.Parse(typed), 200)));

    [Fact]
    public void Of_LongText_ShowsThePartWithTheWord()
    {
        var text = $"{string.Concat(Enumerable.Repeat("before ", 200))}needle{string.Concat(Enumerable.Repeat(" after", 200))}";

        var shown = Shown(MarkedExcerpt.Of(text, SearchQuery.Parse("needle"), 120));

        Assert.StartsWith("… before", shown, StringComparison.Ordinal);
        Assert.Contains("[needle]", shown, StringComparison.Ordinal);
        Assert.EndsWith("…", shown, StringComparison.Ordinal);
        Assert.InRange(shown.Length, 60, 130);
    }

    [Theory]
    [InlineData("\uD83D broken \uDE00 halves 😀 needle")]
    [InlineData("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀 needle 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀")]
    public void Of_EmojiAndBrokenHalves_NeverCutsACharacter(string text)
    {
        foreach (var longest in Enumerable.Range(3, 60))
        {
            var shown = string.Concat(MarkedExcerpt.Of(text, SearchQuery.Parse("needle"), longest).Select(piece => piece.Text));
            Assert.False(char.IsLowSurrogate(shown.TrimStart('…', ' ')[0]));
            Assert.False(char.IsHighSurrogate(shown.TrimEnd('…', ' ')[^1]));
        }
    }

    [Theory]
    [InlineData('\uD83D')]
    [InlineData('\uDE00')]
    public void Of_HalfACharacter_StandsBetweenWords(char half) =>
        Assert.Equal($"a{half}[needle]", Shown(MarkedExcerpt.Of($"a{half}needle", SearchQuery.Parse("needle"), 200)));

    private static string Shown(IEnumerable<MarkedExcerpt.Piece> pieces) => string.Concat(pieces.Select(piece => piece.IsHit ? $"[{piece.Text}]" : piece.Text));
}
