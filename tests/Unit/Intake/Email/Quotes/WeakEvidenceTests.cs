using Router.Intake.Email.Quotes;

namespace Router.Unit.Intake.Email.Quotes;

/// <summary>Marks that look like a quote or a signature, and words below them that the writer wrote.</summary>
public sealed class WeakEvidenceTests
{
    [Theory]
    [InlineData("We need these:\n\n-- \n- two licences\n- the new font", "two licences")]
    [InlineData("The map is grey.\n\n-- \nLee\n\nThe receipt of May is wrong as well. Could you mail a new one to lee@b.example?", "receipt of May")]
    [InlineData("The map is grey.\n--\nLee\nThe code is M-4, see the picture.", "code is M-4")]
    [InlineData("The map is grey.\n-- \nLee Park\nPlease ring me before four at 030 123 456, the shop stands still!", "ring me")]
    [InlineData("The map is grey.\n-- \nLee Park\nPS: zoom fails too", "zoom fails")]
    public void NewPart_WordsBelowASignature_Kept(string text, string words) => Assert.Contains(words, ReplyText.NewPart(text, isReply: false), StringComparison.Ordinal);

    [Theory]
    [InlineData("The map is grey.\n\n-- \nLee Park\nHead of Maps\nMaps Ltd, 4 High Street\n+49 30 1234567\nwww.b.example")]
    [InlineData("The map is grey.\n\n-- \nLee Park\nThis e-mail is confidential and meant for the addressee alone.\nWhoever got it by mistake deletes it and tells us so.")]
    [InlineData("The map is grey.\n\n-- \nLee Park\nSent from my iPhone")]
    public void NewPart_CardBelowTheMark_Cut(string text) => Assert.Equal("The map is grey.", ReplyText.NewPart(text, isReply: false));

    [Theory]
    [InlineData("<div id=\"Signature\"><p>Lee Park</p><p>Also the legend is missing, please look at both today.</p></div>")]
    [InlineData("<div class=\"gmail_signature\">Lee Park<br>Could you also add Kai as editor? His mail is kai@b.example.</div>")]
    [InlineData("<div id=\"ms-outlook-mobile-signature\"><div>Get Outlook for iOS</div><div><br></div><div>Also the legend is missing, please look at both today.</div></div>")]
    public void Read_SentenceInAMarkedSignature_Kept(string signature)
    {
        var text = Mail.Parsed(Mail.Html($"<p>The map is grey.</p>{signature}")).NewText;
        Assert.True(text.Contains("legend", StringComparison.Ordinal) || text.Contains("Kai", StringComparison.Ordinal), text);
        Assert.DoesNotContain("Park", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Open Profile\n> Teams > Leave: nothing happens.")]
    [InlineData("The two files:\n\n< size: small\n> size: large\n\nWhy?")]
    [InlineData("Then:\n1. open the map\n2. zoom\n> the legend is gone\n3. print\n> error 7")]
    [InlineData("Look at this text:\n\n-----Original Message-----\nstands in your export in place of ours. Can you mend it?")]
    public void NewPart_NobodyNamedAsAuthor_NothingIsLost(string text) => Assert.Equal(text, ReplyText.NewPart(text, isReply: true));

    [Fact]
    public void NewPart_OriginalMessageAndAnAttribution_Cut() =>
        Assert.Equal("New", ReplyText.NewPart("New\n\n-------- Original Message --------\nOn Monday, 03/02/26 at 09:05 Ann <a@b.example> wrote:\n\n> old", isReply: true));
}
