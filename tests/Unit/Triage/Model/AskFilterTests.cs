using Router.Triage;
using Router.Triage.Model;

namespace Router.Unit.Triage.Model;

public sealed class AskFilterTests
{
    private static readonly AskFilter Filter = ModelInUse.Shipped.Asks!;

    [Theory]
    [InlineData("Good evening, I trust you are well. The export stops at 40 %. Kind wishes to all of you.", "the export stops at 00 %.")]
    [InlineData("How do I change my address? Thank you so much for your help!", "how do i change my address?")]
    [InlineData("How do I change my address?", "how do i change my address?")]
    [InlineData("Thank you so much for your help!", "thank you so much for your help!")]
    public void Keep_Text_SentencesThatAsk(string text, string expected)
    {
        var folded = new char[text.Length];
        var length = TextFolding.Fold(text, folded);

        Assert.Equal(expected, new string(folded, 0, Filter.Keep(folded.AsSpan(0, length))).Trim());
    }

    [Fact]
    public void Keep_SentenceBetweenLeftOut_OthersStayApart()
    {
        var folded = "the export crashes since monday.\n\nthank you so much for your help!\n\nplease send the invoice of march.".ToCharArray();

        Assert.Equal("the export crashes since monday.\n\nplease send the invoice of march.", new string(folded, 0, Filter.Keep(folded)).Trim());
    }

    [Fact]
    public void Keep_AnyText_AllocatesNothing()
    {
        var text = string.Concat(Enumerable.Repeat("thanks. it fails! 日本語です。 why? ", 200)).ToCharArray();
        Filter.Keep(text);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Filter.Keep(text);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
