using Router.Triage.Cues;
using Router.Triage.Reading;

namespace Router.Unit.Triage;

public sealed class PhraseTests
{
    private static readonly Dictionary<string, string> Sets = new() { ["@fruit"] = "apple|pear*" };

    [Theory]
    [InlineData("a|b c", "b c", true)]
    [InlineData("a c", "a b c", false)]
    [InlineData("a .. c", "a 1 2 3 c", true)]
    [InlineData("a .. c", "a 1 2 3 4 c", false)]
    [InlineData("a ... c", "a 1 2 3 4 5 6 7 8 c", true)]
    [InlineData("a (b) c", "a c", true)]
    [InlineData("a (b) c", "a b c", true)]
    [InlineData("wor* x", "working x", true)]
    [InlineData("# x", "404 x", true)]
    [InlineData("eat @fruit", "eat pears", true)]
    [InlineData("a .. ?", "a b?", true)]
    [InlineData("a .. ?", "a b", false)]
    public void MatchAt_Pattern_Matches(string pattern, string text, bool expected) =>
        Assert.Equal(expected, Phrase.Parse(pattern, Sets).MatchAt(Sentence.Read(text, false).Words, 1) >= 0);

    [Theory]
    [InlineData("")]
    [InlineData(".. a")]
    [InlineData("a ..")]
    [InlineData("(a) b")]
    [InlineData("a (b)")]
    [InlineData("a @unknown")]
    [InlineData("a||b")]
    public void Parse_PatternThatCouldMatchNothing_Refused(string pattern) =>
        Assert.Throws<FormatException>(() => Phrase.Parse(pattern, Sets));

    [Fact]
    public void Find_CueInsideLongerCue_OnlyTheLongerCounts()
    {
        var table = new CueTable<string>([New("error", "fault"), New("no error", "none")]);

        Assert.Equal("none", Assert.Single(table.Find(Sentence.Read("There is no error.", false))).Cue.Label);
    }

    private static Cue<string> New(string pattern, string label) => new(label, 1, Phrase.Parse(pattern, Sets), "");
}
