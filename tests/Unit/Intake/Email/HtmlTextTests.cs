using Router.Intake.Email.Mime;

namespace Router.Unit.Intake.Email;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<p>One</p><p>Two</p>", "One\n\nTwo")]
    [InlineData("One<br>Two<br/>Three", "One\nTwo\nThree")]
    [InlineData("<div>One</div><div>Two</div>", "One\nTwo")]
    [InlineData("  One \n\t two&nbsp;three&amp;four ", "One two three&four")]
    [InlineData("<b>bo</b>ld", "bold")]
    [InlineData("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two")]
    [InlineData("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc")]
    [InlineData("<pre>a\n  b</pre>", "a\nb")]
    [InlineData("<script>alert(1)</script>One", "One")]
    [InlineData("<style>p{color:red}</style>One<!-- two -->", "One")]
    [InlineData("<html><head><title>T</title><meta x></head><body>One</body></html>", "One")]
    [InlineData("<head><title>T</title><body>One", "One")]
    [InlineData("<div style=\"DISPLAY : none\">Preview<div>x</div></div>One", "One")]
    [InlineData("<span hidden>Preview</span>One", "One")]
    [InlineData("<span style='mso-hide:all'>Preview</span>One", "One")]
    [InlineData("<div style='display:none'>All there is", "All there is")]
    [InlineData("<a href=\"https://x.example/a\">here</a>!", "here (https://x.example/a)!")]
    [InlineData("<a href=\"https://x.example/a\">https://x.example/a</a>", "https://x.example/a")]
    [InlineData("<a href=\"https://x.example/\">x.example</a>", "x.example")]
    [InlineData("<a href=\"javascript:alert(1)\">here</a>", "here")]
    [InlineData("<a href=\"mailto:a@b.example\">Ann</a>", "Ann")]
    [InlineData("<a href=\"https://x.example\"><img src=y></a>z", "z")]
    [InlineData("One<blockquote>Two<blockquote>Three</blockquote></blockquote>Four", "One\n> Two\n> > Three\nFour")]
    [InlineData("One<hr>Two", "One\n________________________________\nTwo")]
    [InlineData("", "")]
    [InlineData("<", "<")]
    [InlineData("<p", "<p")]
    [InlineData("1 < 2 && 3 > 2", "1 < 2 && 3 > 2")]
    public void Read_Html_Text(string html, string expected) => Assert.Equal(expected, HtmlText.Read(html));
}
