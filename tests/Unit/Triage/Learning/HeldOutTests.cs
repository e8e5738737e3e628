using Router.Triage.Learning;

namespace Router.Unit.Triage.Learning;

public sealed class HeldOutTests
{
    [Fact]
    public void Contains_ManyMessages_ThreeInTen() =>
        Assert.InRange(Enumerable.Range(0, 10_000).Count(number => HeldOut.Contains(new("Redirects", $"Number {number} fails", "fixing"))), 2_850, 3_150);

    [Theory]
    [InlineData("Redirects", "it FAILS!\r\n", "redirects", "It fails.")]
    [InlineData("", "Redirects it fails", "Redirects", "it fails")]
    public void KeyOf_SameLetters_SameSide(string title, string body, string otherTitle, string otherBody) =>
        Assert.Equal(HeldOut.KeyOf(new(title, body, "fixing")), HeldOut.KeyOf(new(otherTitle, otherBody, "doing")));

    [Fact]
    public void KeyOf_OtherDigits_OtherMessage() => Assert.NotEqual(HeldOut.KeyOf(new("", "page 1", "doing")), HeldOut.KeyOf(new("", "page 2", "doing")));
}
