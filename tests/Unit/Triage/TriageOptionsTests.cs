using Router.Triage;

namespace Router.Unit.Triage;

public sealed class TriageOptionsTests
{
    [Theory]
    [InlineData(0.33, false)]
    [InlineData(0.34, true)]
    [InlineData(1.0, true)]
    [InlineData(1.01, false)]
    public void Validate_Threshold_FromChanceToCertainty(double threshold, bool isValid) =>
        Assert.Equal(isValid, new TriageOptionsValidator().Validate(null, new TriageOptions { ConfidenceThreshold = threshold }).Succeeded);
}
