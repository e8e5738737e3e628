using Router.Replies;

namespace Router.Unit.Replies;

public sealed class ReplyHtmlTests
{
    [Fact]
    public void Of_QuoteAndAddress_QuotedAndLinked() => Assert.Equal(
        "<p>Title<br><q>a &lt;b&gt; c</q><br><a href=\"https://x.example/docs/a?b=1&amp;c=2#d\">https://x.example/docs/a?b=1&amp;c=2#d</a></p>\n<p>Bye</p>\n",
        ReplyHtml.Of("Title\n> a <b> c\nhttps://x.example/docs/a?b=1&c=2#d\n\nBye"));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("Hello https://evil.example,")]
    [InlineData("/relative")]
    public void Of_OtherLines_NoLink(string line) => Assert.DoesNotContain("<a", ReplyHtml.Of(line), StringComparison.Ordinal);

    [Fact]
    public void Of_Markup_Encoded() => Assert.Equal("<p>&lt;img src=x&gt;&quot;</p>\n", ReplyHtml.Of("<img src=x>\""));
}
