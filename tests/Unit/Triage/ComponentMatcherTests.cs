using Router.Triage;
using Router.Triage.Learning;
using Router.Triage.Reading;

namespace Router.Unit.Triage;

public sealed class ComponentMatcherTests
{
    private readonly ComponentMatcher matcher = new(TestTeam.Team, new LearntWords());

    [Theory]
    [InlineData("Editor", "", "editor")]
    [InlineData("accounts", "about the editor", "accounts")]
    [InlineData("Something else", "It's in the Health App.", "editor")]
    [InlineData(null, "Two invitations are stuck", "accounts")]
    [InlineData(null, "The manager loses the login, health app too", "editor")]
    [InlineData(null, "Nothing named", null)]
    [InlineData(null, "The manager loses the login", null)]
    [InlineData(null, "Your editorial is fine", null)]
    [InlineData("", "", null)]
    public void Match_ProductAreaThenText_ComponentOrNull(string? area, string text, string? expected) =>
        Assert.Equal(expected, matcher.Match(area, RequestText.Read("", text))?.ComponentId);

    [Fact]
    public void Match_NamedInSubject_OutweighsText() =>
        Assert.Equal("accounts", matcher.Match(null, RequestText.Read("Login", "The manager forgets it"))?.ComponentId);

    [Fact]
    public void Match_NamedInQuoteOnly_Null() =>
        Assert.Null(matcher.Match(null, RequestText.Read("", "It fails.\n> Is it the editor?")));

    [Fact]
    public void Match_Found_GivesEvidence() =>
        Assert.Equal("Health App", matcher.Match(null, RequestText.Read("", "the Health App is odd"))?.Evidence);
}
