using System.Text;

namespace Router.Unit.Intake.Email.Mime;

public sealed class Base64TextTests
{
    private const string Words = "Guten Tag, seit gestern h\u00e4ngt der Export. K\u00f6nnen Sie bitte helfen?";
    private const string Labelled = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64";
    private const string Unlabelled = "Content-Type: text/plain; charset=utf-8";

    private static string Encoded => Convert.ToBase64String(Encoding.UTF8.GetBytes(Words));

    [Fact]
    public void Read_Sound_AsEver() => Assert.Equal(Words, Read(Encoded, Labelled));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Read_PaddingMissing_NothingLost(int more)
    {
        var text = Words + new string('!', more);

        Assert.Equal(text, Read(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('='), Labelled));
    }

    [Fact]
    public void Read_FooterOfAListBelow_Both()
    {
        var text = Read($"{Encoded}\r\n\r\n_______________________________\r\nusers mailing list\r\n", Labelled);

        Assert.StartsWith(Words, text, StringComparison.Ordinal);
        Assert.Contains("users mailing list", Email.Mail.Parsed(Email.Mail.Of($"{Encoded}\r\n____\r\nusers mailing list", Labelled)).FullText, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FooterBelowInAnotherCharset_Both()
    {
        var encoded = Convert.ToBase64String(Encoding.Latin1.GetBytes(Words));

        Assert.StartsWith(Words, Read($"{encoded}\r\n\r\n____\r\nusers mailing list", "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: base64"), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EncodedInTwoPieces_Both() =>
        Assert.Equal("First part. Second part.", Read($"{Convert.ToBase64String("First part. "u8)[..16]}\r\n{Convert.ToBase64String("Second part."u8)}", Labelled).ReplaceLineEndings(" "));

    [Theory]
    [InlineData("Hello,\r\nthe export hangs since Monday. Please help.")]
    [InlineData("The export hangs since Monday. Please help.")]
    [InlineData("Hello\r\n\r\nthe export hangs since Monday.")]
    public void Read_PlainTextUnderTheLabel_AsItStands(string body) => Assert.Equal(body.ReplaceLineEndings("\n"), Read(body, Labelled));

    [Fact]
    public void Read_LabelMissing_Decoded() => Assert.Equal(Words, Read(Encoded, Unlabelled));

    [Theory]
    [InlineData("ThisIsOneLongWordOfLettersOnlyAndNothing")]
    [InlineData("dGVzdA==")]
    [InlineData("5f4dcc3b5aa765d61d8327deb882cf995f4dcc3b5aa765d61d8327deb882cf99")]
    public void Read_LooksLikeItOnly_AsItStands(string body) => Assert.Equal(body, Read(body, Unlabelled));

    private static string Read(string body, string headers) => Email.Mail.Parsed(Email.Mail.Of(body, headers)).NewText.Trim();
}
