using System.Text;
using CsCheck;
using Router.Intake;

namespace Router.Unit.Intake;

public sealed class OutsideTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData(" a \r\n\t b ", "a b")]
    [InlineData("a\u0000b\u001b[31m", "a b [31m")]
    [InlineData("in\u202Evoice", "invoice")]
    public void Line_OutsideText_OneCleanLine(string? text, string expected) => Assert.Equal(expected, OutsideText.Line(text, 100));

    [Fact]
    public void Line_HalfCharacter_Replaced() => Assert.Equal("\ufffdx", OutsideText.Line("\ud800x", 100));

    [Theory]
    [InlineData("a\r\nb", "a\nb")]
    [InlineData("a  \n\n\n\n  b", "a\n\n  b")]
    [InlineData("a\u0007\u0000b", "ab")]
    [InlineData("\uFEFFa\u00A0b\u2028c", "a b\nc")]
    public void Block_OutsideText_CleanLines(string text, string expected) => Assert.Equal(expected, OutsideText.Block(text, 100));

    [Fact]
    public void Both_AnyText_WithinLimitAndNoHalfCharacter() =>
        Gen.Select(Gen.String, Gen.Int[1, 50]).Sample((text, limit) =>
        {
            foreach (var clean in new[] { OutsideText.Line(text, limit), OutsideText.Block(text, limit) })
            {
                Assert.True(clean.Length <= limit);
                Assert.Equal(clean, Encoding.UTF8.GetString(new UTF8Encoding(false, true).GetBytes(clean)));
                Assert.DoesNotContain(clean, c => char.IsControl(c) && c is not ('\n' or '\t'));
            }
        });

    [Theory]
    [InlineData("a@b.example", true)]
    [InlineData("first.last+tag@sub.b.example", true)]
    [InlineData("jürgen@müller.example", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("a@b", false)]
    [InlineData("@b.example", false)]
    [InlineData("a@", false)]
    [InlineData("a@@b.example", false)]
    [InlineData("a@b..example", false)]
    [InlineData(".a@b.example", false)]
    [InlineData("a@-b.example", false)]
    [InlineData("a b@c.example", false)]
    [InlineData("\"a b\"@c.example", true)]
    [InlineData("\"a@b\"@c.example", true)]
    [InlineData("\"\"@c.example", false)]
    [InlineData("\"a\"b\"@c.example", false)]
    [InlineData("\"a\\b\"@c.example", false)]
    [InlineData("\"a\nb\"@c.example", false)]
    [InlineData("\"a b@c.example", false)]
    [InlineData("\"a b\"@c", false)]
    [InlineData("\"a\"@d.example <\"b\"@c.example", false)]
    [InlineData("a@b.example\n", false)]
    [InlineData("a@b.example,c@d.example", false)]
    [InlineData("Ann <a@b.example>", false)]
    [InlineData("a@[127.0.0.1]", false)]
    public void IsValid_Address_OnlyOneThatWeCouldWriteTo(string? text, bool expected) => Assert.Equal(expected, MailAddress.IsValid(text));
}
