using Router.Destinations.Answers;

namespace Router.Unit.Destinations.Answers;

public sealed class DocsLibraryTests
{
    [Fact]
    public void Find_KnownSlug_PageWithoutItsTitleInTheMarkup()
    {
        var page = SampleDocs.Library.Find("Redirects");

        Assert.Equal("Redirects", page?.Title);
        Assert.StartsWith("<p>A redirect sends", page?.Html, StringComparison.Ordinal);
        Assert.Contains("<h2 id=\"create-a-redirect\">Create a redirect</h2>", page?.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"/docs/redirects#create-a-redirect\"", page?.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("../Docs/redirects")]
    [InlineData("redirects.md")]
    [InlineData("/etc/passwd")]
    public void Find_NotASlug_Null(string slug) => Assert.Null(SampleDocs.Library.Find(slug));

    [Fact]
    public void Pages_FrontMatter_NotShown()
    {
        var page = SampleDocs.Library.Find("team-members")!;

        Assert.Equal("Team members", page.Title);
        Assert.DoesNotContain("audience", page.Html + string.Concat(page.Passages.Select(passage => passage.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_Passages_OnePerHeadingWithText() => Assert.Equal(
        [
            new Passage("redirects", "Redirects", "Redirects", "", "A redirect sends visitors of one address to another."),
            new Passage("redirects", "Redirects", "Create a redirect", "create-a-redirect",
                "Open the health app in the manager, choose Redirects and press New redirect. Enter the old path and the page it leads to, then save.\nThe redirect works within a minute."),
            new Passage("redirects", "Redirects", "Import redirects", "import-redirects",
                "See Create a redirect first. Press Import and choose a CSV file with the columns from and to."),
        ],
        SampleDocs.Library.Find("redirects")!.Passages);

    [Theory]
    [InlineData("# T\n\n<script>alert(1)</script>")]
    [InlineData("# T\n\n[x](javascript:alert(1))")]
    [InlineData("# T\n\n[x](<java&#10;script:alert(1)>)")]
    [InlineData("# T\n\n<javascript:alert(1)>")]
    [InlineData("# T\n\n![x](data:text/html,alert)")]
    [InlineData("# T\n\n[x][y]\n\n[y]: vbscript:alert(1)")]
    [InlineData("# T\n\n<img src=x onerror=alert(1)>")]
    public void Read_HarmfulMarkup_NoneInTheHtml(string markdown)
    {
        var html = DocsPageReader.Read("t", markdown).Html;

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img src=x", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(?i)(href|src)=\"\\s*(java|data|vb)", html);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no heading at all")]
    [InlineData("## Second level first\n\ntext\n\n# First level later\n\nmore")]
    public void Read_OddStructure_PageAndPassages(string markdown) =>
        Assert.Equal(markdown.Length > 0, DocsPageReader.Read("odd", markdown).Passages.Count > 0);
}
