using Router.Requests;
using Router.Triage;

namespace Router.Unit.Triage;

public sealed class SeverityPolicyTests
{
    private readonly SeverityPolicy severities = new(TestClassifier.Models);

    [Theory]
    [InlineData("The date is in the wrong column.", nameof(Severity.Low))]
    [InlineData("I can't save, but as a workaround I use the phone.", nameof(Severity.Low))]
    [InlineData("Someone I invited can't accept the invitation?", nameof(Severity.Medium))]
    [InlineData("We are blocked by this.", nameof(Severity.Medium))]
    [InlineData("Publishing does not work since Monday.", nameof(Severity.Medium))]
    [InlineData("None of our customers... nobody can check out.", nameof(Severity.High))]
    [InlineData("All our customers are unable to pay.", nameof(Severity.High))]
    [InlineData("300 people can't work.", nameof(Severity.High))]
    [InlineData("Our website is down!!! Visitors get a 502.", nameof(Severity.Critical))]
    [InlineData("All instances are offline, nobody has a workaround.", nameof(Severity.Critical))]
    [InlineData("The website is not down, but the logo is blurred.", nameof(Severity.Low))]
    public void Decide_ImpactWording_LadderOfTheHandbook(string text, string severity) =>
        Assert.Equal(Enum.Parse<Severity>(severity), severities.Decide("", text).Severity);

    [Fact]
    public void Decide_Always_GivesEvidenceAndReason()
    {
        var decision = severities.Decide("", "Our website is down.");

        Assert.Contains("down", decision.Evidence, StringComparison.Ordinal);
        Assert.InRange(decision.Confidence, 0.25, 1);
        Assert.NotEmpty(decision.Why);
    }
}
