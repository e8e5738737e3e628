namespace Router.Unit.Intake.Email.Mime;

/// <summary>Which of the two forms of a mail's words is believed.</summary>
public sealed class MailTextTests
{
    [Theory]
    [InlineData("New\r\nwords\r\n\r\nOn Tue, Mar 3, 2026 at 9:05 AM Ann <a@b.example> wrote:\r\n> old", "<div>New words</div><div class=gmail_attr>On x wrote:</div><blockquote>old</blockquote>", "New\nwords")]
    [InlineData("New\r\n\r\nAnn\r\nHead of Content", "<div>New</div><div id=Signature>Ann<br>Head of Content</div>", "New")]
    [InlineData("New\r\n\r\nza-za old 3/3 za:\r\nold", "<div>New</div><div class=gmail_attr>za-za old 3/3 za:</div><blockquote>old</blockquote>", "New")]
    [InlineData("New\r\n\r\nold", "<div>New</div><div id=divRplyFwdMsg>old</div>", "New")]
    [InlineData("New", "<div>New</div>", "New")]
    [InlineData("Plain is longer", "<div>HTML</div>", "Plain is longer")]
    [InlineData("New\r\n\r\n-- \r\nAnn", "<div class=gmail_signature>New<br>-- <br>Ann", "New")]
    [InlineData("only a signature", "<div class=gmail_signature>only a signature</div>", "only a signature")]
    public void NewText_BothForms_MarkupDecidesWhereTheyDisagree(string plain, string html, string expected) => Assert.Equal(expected, Reply(plain, html).NewText);

    [Fact]
    public void FullText_BothForms_QuotesStayAndNoMarkIsSeen() =>
        Assert.Equal("New\nold", Reply("", "<div>New</div><div id=divRplyFwdMsg>old</div>").FullText.Replace("\n\n", "\n", StringComparison.Ordinal));

    [Fact]
    public void NewText_ManyBytes_StaysBounded() =>
        Assert.InRange(Email.Mail.Parsed(Email.Mail.Of(new string('ü', 3_000_000), "Content-Type: text/plain; charset=utf-8")).NewText.Length, 30_000, 30_000);

    private static Router.Intake.Email.ParsedMail Reply(string plain, string html) => Email.Mail.Parsed(Email.Mail.Of(
        $"--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{plain}\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--x--\r\n",
        "In-Reply-To: <s1@own.example>\r\nContent-Type: multipart/alternative; boundary=x",
        "Re: Hello"));
}
