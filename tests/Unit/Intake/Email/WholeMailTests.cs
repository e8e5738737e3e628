using System.Text;
using Router.Intake.Email;
using Router.Intake.Email.Mime;
using Router.Intake.Email.Quotes;

namespace Router.Unit.Intake.Email;

public sealed class WholeMailTests
{
    [Fact]
    public void Read_ReplyWithQuoteAndSignature_EachPartWithItsReason()
    {
        var whole = Read("It works.\r\n\r\n-- \r\nAnn\r\nAcme\r\n\r\nOn Mon, 23 Nov 2026 at 10:00, Sup <s@own.example> wrote:\r\n> Restart.\r\n\r\nThe other one does not.", "In-Reply-To: <x@own.example>");

        Assert.Equal([null, CutReason.Signature, CutReason.QuotedLines, null], whole.Parts.Select(part => part.Reason));
        Assert.Equal("The other one does not.", whole.Parts[^1].Text);
        Assert.False(whole.HasHtml);
    }

    [Fact]
    public void Read_Html_SafeCopy() =>
        Assert.Equal("<p>Hello</p>", WholeMail.HtmlOf(BytesOf("<html><head><title>x</title></head><body onload=x><p onclick=\"x\">Hello</p></body></html>", "Content-Type: text/html")));

    [Theory]
    [InlineData("<script>alert(1)</script>a", "a")]
    [InlineData("<img src=x onerror=alert(1)>a", "a")]
    [InlineData("<svg><script>1</script></svg>a", "a")]
    [InlineData("<iframe src=\"https://x.example\"></iframe>a", "a")]
    [InlineData("<style>*{background:url(https://x.example)}</style>a", "a")]
    [InlineData("<p style=\"background:url(https://x.example)\">a</p>", "<p>a</p>")]
    [InlineData("<a href=\"javascript:alert(1)\">a</a>", "<a title=\"javascript:alert(1)\">a</a>")]
    [InlineData("<form action=\"https://x.example\"><input name=a><b>a</b></form>", "<b>a</b>")]
    [InlineData("<td title='\"><script>1</script>'>a</td>", "<td title=\"&quot;&gt;&lt;script&gt;1&lt;/script&gt;\">a</td>")]
    [InlineData("&lt;script&gt;a", "&lt;script&gt;a")]
    [InlineData("<meta http-equiv=refresh content=\"0;url=https://x.example\">a", "a")]
    [InlineData("<base href=\"https://x.example\">a", "a")]
    [InlineData("<!-- <script> -->a", "a")]
    public void Of_WhatActsOrCallsOut_Gone(string html, string expected) => Assert.Equal(expected, SafeHtml.Of(html));

    private static WholeMail Read(string body, string headers) => Assert.IsType<WholeMail>(WholeMail.Read(BytesOf(body, headers), Payload.Now));

    private static byte[] BytesOf(string body, string headers) => Encoding.UTF8.GetBytes(Mail.Of(body, headers));
}
