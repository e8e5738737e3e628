using Router.Supply.Audit;

namespace Router.Unit.Supply;

public sealed class AuditVerdictTests
{
    private const string Advisory = "https://github.com/advisories/GHSA-aaaa-bbbb-cccc";
    private static readonly DateOnly Today = new(2026, 12, 1);
    private static readonly AuditAnswer Clean = new("nuget", [], NoData: null);
    private static readonly AuditAnswer Silent = AuditAnswer.Without("nuget", "NU1905: no data.");
    private static readonly AuditAnswer Vulnerable = new("npm", [new AuditFinding(Advisory, "left-pad <1.0.0", "high")], NoData: null);

    [Fact]
    public void Of_WithDataAndNoFinding_Passes() => ShouldBe(passed: true, ["audit-passed: nuget"], [Clean]);

    [Fact]
    public void Of_WithoutData_FailsAndSaysWhatToDo()
    {
        var verdict = AuditVerdict.Of([Silent], [], Today);

        Assert.False(verdict.Passed);
        Assert.Equal(
            "audit-no-data: nuget gave no vulnerability data, so nothing is known about its packages. NU1905: no data. Run this where the source can be reached "
            + "(see ./infra/audit.sh --help), or add an exception with a date and a reason to infra/supply/AuditExceptions.props.",
            Assert.Single(verdict.Lines));
    }

    [Fact]
    public void Of_AFinding_FailsAndNamesIt() => ShouldBe(passed: false, [$"audit-finding: npm left-pad <1.0.0: high, {Advisory} Update the package"], [Vulnerable]);

    [Fact]
    public void Of_AnExceptionOnItsLastDay_Passes() => ShouldBe(passed: true, ["audit-excepted: nuget gave no"], [Silent], Accept("nuget", isSource: true, Today));

    [Fact]
    public void Of_AnExceptionTheDayAfter_Fails() =>
        ShouldBe(passed: false, ["audit-exception-expired: nuget gave no"], [Silent], Accept("nuget", isSource: true, Today.AddDays(-1)));

    [Fact]
    public void Of_AnAcceptedFinding_Passes() => ShouldBe(passed: true, ["audit-excepted: npm left-pad"], [Vulnerable], Accept(Advisory, isSource: false, Today));

    [Fact]
    public void Of_AnAcceptedFindingThatExpired_Fails() =>
        ShouldBe(passed: false, ["audit-exception-expired: npm left-pad"], [Vulnerable], Accept(Advisory, isSource: false, Today.AddDays(-1)));

    [Fact]
    public void Of_AnotherAdvisoryThanTheAccepted_Fails() => ShouldBe(
        passed: false, ["audit-finding: npm left-pad", "audit-exception-unused: https://github.com/advisories/GHSA-other"], [Vulnerable],
        Accept("https://github.com/advisories/GHSA-other", isSource: false, Today));

    [Fact]
    public void Of_ASourceThatMayBeSilent_DoesNotAcceptItsFindings() => ShouldBe(
        passed: false, ["audit-finding: npm left-pad", "audit-exception-unused: npm"], [Vulnerable], Accept("npm", isSource: true, Today));

    [Fact]
    public void Of_AnExceptionThatIsNotNeeded_IsReported() =>
        ShouldBe(passed: true, ["audit-exception-unused: nuget", "audit-passed: nuget"], [Clean], Accept("nuget", isSource: true, Today));

    [Fact]
    public void Of_AnExceptionForAnUnknownSource_IsReported() =>
        ShouldBe(passed: true, ["audit-exception-unused: pypi", "audit-passed: nuget"], [Clean], Accept("pypi", isSource: true, Today));

    private static AuditException Accept(string id, bool isSource, DateOnly until) => new(id, isSource, until, "For this test.");

    private static void ShouldBe(bool passed, string[] beginnings, AuditAnswer[] answers, params AuditException[] exceptions)
    {
        var verdict = AuditVerdict.Of(answers, exceptions, Today);

        Assert.Equal(passed, verdict.Passed);
        Assert.Equal(beginnings.Length, verdict.Lines.Count);
        Assert.All(verdict.Lines.Zip(beginnings), line => Assert.StartsWith(line.Second, line.First, StringComparison.Ordinal));
    }
}
