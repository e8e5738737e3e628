using Router.Supply.Audit;

namespace Router.Unit.Supply;

public sealed class NuGetAuditTests
{
    private const string Audited = """{"project":{"restore":{"restoreAuditProperties":{"enableAudit":"true","auditLevel":"low","auditMode":"all"}}}}""";
    private const string NotAudited = """{"project":{"restore":{"restoreAuditProperties":{"enableAudit":"false","auditLevel":"low","auditMode":"all"}}}}""";

    [Fact]
    public void Read_AQuietLogOfAuditedProjects_HasDataAndNoFinding() => Assert.Equivalent(new AuditAnswer("nuget", [], null), NuGetAudit.Read("  Restored /x/a.csproj.\n", [Audited]));

    [Theory]
    [InlineData("/x/a.csproj : warning NU1905: Audit source 'https://feed' did not provide any vulnerability data. [/x/Router.sln]", "did not provide")]
    [InlineData("/x/a.csproj : warning NU1900: Error occurred while getting package vulnerability data: Unable to load the service index. [/x/Router.sln]", "Unable to load")]
    [InlineData("/x/a.csproj : error NU1004: The packages lock file is inconsistent. [/x/Router.sln]", "The restore failed: error NU1004")]
    [InlineData("MSBUILD : error MSB1009: Project file does not exist.", "The restore failed")]
    public void Read_ALogThatTellsOfNoData_SaysWhy(string log, string why) => Assert.Contains(why, NuGetAudit.Read(log, [Audited]).NoData, StringComparison.Ordinal);

    [Fact]
    public void Read_NoProjectAtAll_IsNoData() => Assert.NotNull(NuGetAudit.Read("", []).NoData);

    [Theory]
    [InlineData(NotAudited)]
    [InlineData("{}")]
    public void Read_AProjectThatWasNotAudited_IsNoData(string assets) => Assert.Contains("Of 2 restored projects 1", NuGetAudit.Read("", [Audited, assets]).NoData, StringComparison.Ordinal);

    [Fact]
    public void Read_AFindingInTwoProjects_IsOne() => Assert.Equal(
        new AuditFinding("https://github.com/advisories/GHSA-5crp-9r3c-p9vr", "Newtonsoft.Json 12.0.1", "high"),
        Assert.Single(NuGetAudit.Read(
            """
            /x/a.csproj : warning NU1903: Package 'Newtonsoft.Json' 12.0.1 has a known high severity vulnerability, https://github.com/advisories/GHSA-5crp-9r3c-p9vr [/x/Router.sln]
            /x/b.csproj : warning NU1903: Package 'Newtonsoft.Json' 12.0.1 has a known high severity vulnerability, https://github.com/advisories/GHSA-5crp-9r3c-p9vr [/x/Router.sln]
            """,
            [Audited]).Findings));
}
