using CsCheck;
using Router.Destinations.Answers;
using Router.Destinations.Wording;

namespace Router.Unit.Destinations.Answers;

public sealed class PassageIndexTests
{
    private static readonly PassageIndex Index = new(SampleDocs.Library.Pages.SelectMany(page => page.Passages));

    [Theory]
    [InlineData("redirect\" OR \"")]
    [InlineData("redirect AND NOT NEAR(create, 2)")]
    [InlineData("title:redirect* ^create")]
    [InlineData("'; drop table passages; --")]
    [InlineData("\"\"\"\" () {} [] * ^ : + -")]
    [InlineData("{title heading}: redirect")]
    [InlineData("\0redirect\0")]
    [InlineData("\uD800redirect\uDFFF")]
    [InlineData("𝔯𝔢𝔡𝔦𝔯𝔢𝔠𝔱 ⅷ ꟹ 𞤀𞤁 ᲀᲁ")]
    public void Search_QuerySyntaxInTheQuestion_JustWords(string question)
    {
        Assert.InRange(Index.Search(Question.TermsOf(question, question), minCoverage: 0, limit: 5).Count, 0, 5);

        Assert.NotEmpty(Index.Search(Question.TermsOf("create redirect", ""), minCoverage: 0.5, limit: 5));
    }

    [Fact]
    public void Search_AnyText_NeverThrows() => Gen.String.Select(Gen.String).Sample((subject, text) =>
        Index.Search(Question.TermsOf(subject, $"{text} redirect create"), minCoverage: 0, limit: 5).Count <= 5);

    [Fact]
    public void Search_LongestMail_TermsCapped()
    {
        var text = string.Join(' ', Enumerable.Range(0, 30_000).Select(number => $"w{number}"));

        Assert.Equal(40, Question.TermsOf("subject line", text).Count);
        Assert.Empty(Index.Search(Question.TermsOf("subject line", text), minCoverage: 0, limit: 5));
    }

    [Fact]
    public void Search_ManyThreads_EachItsOwnAnswer()
    {
        Parallel.For(0, 200, turn =>
        {
            var (question, heading) = turn % 2 == 0 ? ("create redirect", "Create a redirect") : ("change role", "Change a role");
            Assert.Equal(heading, Index.Search(Question.TermsOf(question, ""), minCoverage: 0.5, limit: 1)[0].Heading);
        });
    }

    [Fact]
    public void Search_OneOfSeveralWords_NotEnough() =>
        Assert.Empty(Index.Search(Terms.Of("redirect elephants", 10), minCoverage: 0.1, limit: 5));
}
