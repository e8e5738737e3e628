using Router.Triage;

namespace Router.Unit.Triage;

public sealed class MissingDetailsPolicyTests
{
    private readonly MissingDetailsPolicy policy = new(TestTeam.Team);

    [Fact]
    public void Find_NothingGiven_AllRequiredWithReason()
    {
        var missing = policy.Find("editor", TestTeam.Request("", "It fails."));

        Assert.Equal(["instanceId", "steps"], missing.Select(detail => detail.Id));
        Assert.All(missing, detail => Assert.NotEmpty(detail.Why));
    }

    [Theory]
    [InlineData("", "Instance 8-abcdefghij-klmnop fails.")]
    [InlineData("8-ABCDEFGHIJ-KLMNOP", "It fails.")]
    public void Find_PatternFoundInSubjectOrText_NotMissing(string subject, string text) =>
        Assert.Equal(["steps"], policy.Find("editor", TestTeam.Request(subject, text)).Select(detail => detail.Id));

    [Fact]
    public void Find_NamedDetails_CountWhateverTheCaseUnlessBlankOrMalformed()
    {
        var request = TestTeam.Request("", "It fails.") with { Details = new Dictionary<string, string> { ["INSTANCEID"] = "about 8", ["Steps to recreate"] = "Open it" } };

        var missing = Assert.Single(policy.Find("editor", request));

        Assert.Equal(("instanceId", "Named, but not in the expected form."), (missing.Id, missing.Why));
    }

    [Fact]
    public void Find_BlankNamedDetail_Missing()
    {
        var request = TestTeam.Request("", "8-abcdefghij-klmnop") with { Details = new Dictionary<string, string> { ["steps"] = "  " } };

        Assert.Equal("steps", Assert.Single(policy.Find("editor", request)).Id);
    }

    [Theory]
    [InlineData("accounts")]
    [InlineData("unknown")]
    public void Find_NothingRequired_Empty(string componentId) =>
        Assert.Empty(policy.Find(componentId, TestTeam.Request("", "")));
}
