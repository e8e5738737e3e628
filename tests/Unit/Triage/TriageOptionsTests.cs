using Router.Triage;

namespace Router.Unit.Triage;

public sealed class TriageOptionsTests
{
    [Theory]
    [InlineData(-0.01, false)]
    [InlineData(0.0, true)]
    [InlineData(1.0, true)]
    [InlineData(1.01, false)]
    public void Validate_Coverage_FromNoneToAll(double coverage, bool isValid) =>
        Assert.Equal(isValid, new TriageOptionsValidator().Validate(null, new TriageOptions { Coverage = coverage }).Succeeded);
}
