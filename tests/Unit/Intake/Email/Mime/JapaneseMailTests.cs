namespace Router.Unit.Intake.Email.Mime;

public sealed class JapaneseMailTests
{
    [Theory]
    [InlineData("shift_jis", "EEE08BB482C582B7", "髙橋です")]
    [InlineData("Windows-31J", "ED958E5282C582B7", "﨑山です")]
    [InlineData("cp932", "8740FBFC", "①髙")]
    public void Read_CharactersOfNecAndIbm_AsWritten(string charset, string bytes, string expected) =>
        Assert.Equal(expected, Mail.Parsed([.. System.Text.Encoding.ASCII.GetBytes(Mail.Of("", $"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit")), .. Convert.FromHexString(bytes)]).NewText);
}
