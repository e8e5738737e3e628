using Router.Search;

namespace Router.Unit.Search;

public sealed class ExcerptTests
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
        Assert.Equal(expected, Shown(Excerpt.Of(text, SearchQuery.Parse(typed), 200)));

    [Fact]
    public void Of_LongText_ShowsThePartWithTheWord()
    {
        var text = $"{string.Concat(Enumerable.Repeat("before ", 200))}needle{string.Concat(Enumerable.Repeat(" after", 200))}";

        var shown = Shown(Excerpt.Of(text, SearchQuery.Parse("needle"), 120));

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
            var shown = string.Concat(Excerpt.Of(text, SearchQuery.Parse("needle"), longest).Select(piece => piece.Text));
            Assert.False(char.IsLowSurrogate(shown.TrimStart('…', ' ')[0]));
            Assert.False(char.IsHighSurrogate(shown.TrimEnd('…', ' ')[^1]));
        }
    }

    private static string Shown(IEnumerable<Excerpt.Piece> pieces) => string.Concat(pieces.Select(piece => piece.IsHit ? $"[{piece.Text}]" : piece.Text));
}
