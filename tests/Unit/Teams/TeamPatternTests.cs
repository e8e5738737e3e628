using Router.Teams;

namespace Router.Unit.Teams;

public sealed class TeamPatternTests
{
    [Theory]
    [InlineData("x+")]
    [InlineData(@"\d{6}")]
    [InlineData(@"(?:A|B)-\d{2,4}")]
    [InlineData(@"^[A-Z]{2}\d+$")]
    [InlineData(@"(a{9}){9}")]
    [InlineData(@"\b8-[0-9a-z]{10}-[0-9a-z]{6}\b")]
    [InlineData("a{99}b{99}c{99}d{99}e{99}f{99}g{99}h{99}i{99}j{99}k{99}l{99}")]
    [InlineData("a{99}b{99}c{99}d{99}e{99}f{99}g{99}h{99}i{99}j{99}k{99}{2}")]
    [InlineData("(?:(?:a{99}b{99}){99}){99}")]
    [InlineData("(?:a{99}b{99}c{99}d{99}e{99}f{99}g{99}h{99}i{99}j{99})+?")]
    [InlineData(@"((a{99}){99}){9}")]
    [InlineData(@"(a{1000}){1000}")]
    [InlineData(@"(abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz){99}")]
    [InlineData(@"(abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz){99}")]
    [InlineData("(")]
    [InlineData("[z-a]")]
    [InlineData("*a")]
    [InlineData(@"(a)\1")]
    [InlineData(@"(?<n>a)\k<n>")]
    [InlineData("(?=x)")]
    [InlineData("(?<!a)b")]
    [InlineData("(?>a+)b")]
    [InlineData("(?(a)b|c)")]
    [InlineData(@"\Ga")]
    [InlineData("(?i)a")]
    [InlineData(@"\p{Lu}+\b\w*")]
    [InlineData("a{2}{3}")]
    [InlineData(@"\x41\u0042\cA")]
    [InlineData(@"\8")]
    public void Check_Pattern_RefusedWhereCompilingItIs(string pattern) => Assert.Equal(
        Record.Exception(() => TeamPattern.Compile(pattern))?.GetType(), Record.Exception(() => TeamPattern.Check(pattern))?.GetType());
}
