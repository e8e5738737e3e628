using Router.Triage.Learning;

namespace Router.Unit.Triage.Learning;

public sealed class SwitchRuleTests
{
    private static readonly ModelComparison Good = new(
        HeldOut: 30, NowAgrees: 18, CandidateAgrees: 24, Mended: 8, Broken: 1, SeverityCloser: 3, SeverityFarther: 3,
        Undisputed: 100, Moved: 4, ShippedAccuracy: 0.85, ShippedAccuracyBefore: 0.85);

    private readonly SwitchRule rule = new();

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 0, 1 / 32.0)]
    [InlineData(4, 0, 1 / 16.0)]
    [InlineData(8, 1, 10 / 512.0)]
    [InlineData(1, 1, 0.75)]
    [InlineData(0, 7, 1)]
    public void ChanceOf_MendedAndBroken_OneSidedSignTest(int mended, int broken, double expected) =>
        Assert.Equal(expected, SwitchRule.ChanceOf(mended, broken), 9);

    [Fact]
    public void ChanceOf_Thousands_StillAProbability() => Assert.InRange(SwitchRule.ChanceOf(560, 500), 0.02, 0.05);

    [Fact]
    public void Judge_BetterBeyondChanceAndNothingLost_Switches() => Assert.True(rule.Judge(Good).Switches);

    [Fact]
    public void Judge_FewerThanFiveMended_MayBeChance() => ShouldStay(Good with { Mended = 4, Broken = 0 }, "may be chance");

    [Fact]
    public void Judge_BrokenNearlyAsMany_MayBeChance() => ShouldStay(Good with { Mended = 12, Broken = 9 }, "may be chance");

    [Fact]
    public void Judge_Worse_Stays() => ShouldStay(Good with { Mended = 1, Broken = 9 }, "mends 1 and breaks 9");

    [Fact]
    public void Judge_SeverityFarther_Stays() => ShouldStay(Good with { SeverityCloser = 1, SeverityFarther = 9 }, "severity worse");

    [Fact]
    public void Judge_ForgetsShippedMessages_Stays() => ShouldStay(Good with { ShippedAccuracy = 0.839 }, "forgets");

    [Fact]
    public void Judge_MovesWhatNobodyCorrected_Stays() => ShouldStay(Good with { Moved = 8 }, "would move 8 of 100");

    private void ShouldStay(ModelComparison figures, string why)
    {
        var verdict = rule.Judge(figures);

        Assert.False(verdict.Switches);
        Assert.Contains(why, verdict.Why, StringComparison.Ordinal);
    }
}
