using Router.Access;

namespace Router.Unit.Access;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("Casey", "\"Casey\"\r\n")]
    [InlineData("", "\"\"\r\n")]
    [InlineData("a,\"b\"\nc", "\"a,\"\"b\"\"\nc\"\r\n")]
    [InlineData("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"\r\n")]
    [InlineData("+1", "\"'+1\"\r\n")]
    [InlineData("-1", "\"'-1\"\r\n")]
    [InlineData("@SUM(1)", "\"'@SUM(1)\"\r\n")]
    [InlineData("\t=1", "\"'\t=1\"\r\n")]
    [InlineData("\r=1", "\"'\r=1\"\r\n")]
    [InlineData("＝1", "\"'＝1\"\r\n")]
    [InlineData("a=1", "\"a=1\"\r\n")]
    public void Line_Text_QuotedAndNoFormula(string text, string expected) => Assert.Equal(expected, CsvText.Line(text));

    [Fact]
    public void Line_Cells_SeparatedByCommas() => Assert.Equal("\"a\",\"b\"\r\n", CsvText.Line("a", "b"));
}
