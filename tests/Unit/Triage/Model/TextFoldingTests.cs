using CsCheck;
using Router.Triage.Model;

namespace Router.Unit.Triage.Model;

public sealed class TextFoldingTests
{
    [Theory]
    [InlineData("GRÜSSE an ÉLODIE", "grusse an elodie")]
    [InlineData("It’s 49.99 €", "it's 00.00 €")]
    [InlineData("a  \t b", "a b")]
    [InlineData("  a \r\n\r\n  b", "a\nb")]
    [InlineData("zero​width so­ft", "zerowidth soft")]
    [InlineData("é", "e")]
    [InlineData("«cita»", "\"cita\"")]
    [InlineData("Неllo, сrаsh", "hello, crash")]
    [InlineData("ｆｕｌｌ　ｗｉｄｔｈ？", "full width?")]
    [InlineData("𝓬𝓻𝓪𝓼𝓱 𝟜𝟘", "crash 00")]
    [InlineData("Ⓒⓡⓐⓢⓗ 🅴rror", "crash error")]
    [InlineData("ᴇʀʀᴏʀ łódź", "error lodz")]
    [InlineData("壊れました。直して！", "壊れました.直して!")]
    [InlineData("it ☀️ stops 🚲 at noon 👍🏽", "it stops at noon ")]
    [InlineData("", "")]
    public void Fold_Text_LowerWithoutAccentsOneSpace(string text, string expected)
    {
        var folded = new char[text.Length];

        Assert.Equal(expected, new string(folded, 0, TextFolding.Fold(text, folded)));
    }

    [Fact]
    public void Fold_AnyText_FitsAndFoldsToItself() => Gen.String.Sample(text =>
    {
        var once = Fold(text);
        return once.Length <= text.Length && Fold(once) == once;
    });

    private static string Fold(string text)
    {
        var folded = new char[text.Length];
        return new string(folded, 0, TextFolding.Fold(text, folded));
    }
}
