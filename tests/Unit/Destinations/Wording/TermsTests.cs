using CsCheck;
using Router.Destinations.Wording;

namespace Router.Unit.Destinations.Wording;

public sealed class TermsTests
{
    [Theory]
    [InlineData("redirects", "redirected")]
    [InlineData("copies", "copy")]
    [InlineData("deleting", "delete")]
    [InlineData("removed", "deletion")]
    [InlineData("scheduled", "schedules")]
    [InlineData("automatically", "automatic")]
    [InlineData("permissions", "permission")]
    [InlineData("invitations", "invitation")]
    [InlineData("planned items", "item")]
    public void Of_SameWordOrMeaning_SameTerm(string one, string other) => Assert.Equal(Terms.Of(one, 10), Terms.Of(other, 10));

    [Theory]
    [InlineData("string", "str")]
    [InlineData("status", "statu")]
    [InlineData("reply", "rep")]
    [InlineData("feed", "fe")]
    public void Of_EndingOfTheWordItself_Kept(string word, string notThis) => Assert.DoesNotContain(notThis, Terms.Of(word, 10));

    [Fact]
    public void Of_StopWordsAndCourtesy_Nothing() => Assert.Empty(Terms.Of("Hello, could you please help me with this? Thanks!", 10));

    [Fact]
    public void Of_Limit_Kept() => Assert.Equal(["alpha", "beta"], Terms.Of("alpha beta gamma", 2));

    [Fact]
    public void Of_AnyText_OnlyLettersAndDigits() => Gen.String.Sample(text =>
        Terms.Of(text, 100).All(term => term.EnumerateRunes().All(System.Text.Rune.IsLetterOrDigit)));

    [Fact]
    public void Excerpt_LongText_EndsAtASentenceWithinTheLimit() =>
        Assert.Equal("One two three. Four five. …", Excerpt.Of("One two three. Four five. Sixsevenseveneightnine ten.", 34));

    [Fact]
    public void Excerpt_AnyText_NeverLongerAndNoHalfSurrogate() => Gen.String.Select(Gen.Int[4, 40]).Sample((text, longest) =>
        Excerpt.Of(text, longest).Length <= longest || text.Length <= longest);
}
