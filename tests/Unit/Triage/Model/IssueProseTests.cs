using Router.Triage.Model;

namespace Router.Unit.Triage.Model;

public sealed class IssueProseTests
{
    [Theory]
    [InlineData("It fails.", "It fails.\n")]
    [InlineData("### Steps\nIt fails.\n- [x] latest version\n_No response_\n**Expected**\n", "It fails.\n")]
    [InlineData("Before\n```text\nat Foo.Bar()\n```\nAfter", "Before\nxf\nAfter\n")]
    [InlineData("<!-- Please\nread\nthis -->It fails.", "It fails.\n")]
    [InlineData("See `x = 1` at https://example.org/a?b and ![shot](https://example.org/p.png).", "See xc  at xu  and xi .\n")]
    [InlineData("a < b and an odd ` sign", "a < b and an odd ` sign\n")]
    public void Write_Issue_SentencesAlone(string text, string expected)
    {
        var prose = new char[text.Length + 1];

        Assert.Equal(expected, new string(prose, 0, IssueProse.Write(text, prose)));
    }

    [Theory]
    [InlineData("`a`")]
    [InlineData("```\n")]
    [InlineData("```")]
    [InlineData("<!--")]
    [InlineData("-->")]
    [InlineData("http://")]
    [InlineData("![")]
    [InlineData("![)")]
    [InlineData("<a>")]
    [InlineData("</")]
    [InlineData("x\n")]
    [InlineData("`")]
    public void Write_TheSameAgainAndAgain_NeverLonger(string piece)
    {
        for (var times = 0; times < 300; times += 7)
        {
            var text = string.Concat(Enumerable.Repeat(piece, times));
            Assert.InRange(IssueProse.Write(text, new char[text.Length + 1]), 0, text.Length + 1);
        }
    }
}
