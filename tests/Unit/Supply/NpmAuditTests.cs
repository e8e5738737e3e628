using Router.Supply.Audit;

namespace Router.Unit.Supply;

public sealed class NpmAuditTests
{
    private const string Clean = """{"auditReportVersion":2,"vulnerabilities":{},"metadata":{}}""";

    private const string Vulnerable = """
        {"auditReportVersion":2,"vulnerabilities":{
          "lodash":{"name":"lodash","severity":"critical","via":[
            {"source":1,"name":"lodash","url":"https://github.com/advisories/GHSA-jf85-cpcp-j695","severity":"critical","range":"<4.17.12"}]},
          "async":{"name":"async","severity":"critical","via":["lodash"]}}}
        """;

    private const string NotAllowed = """{"message":"405 Method Not Allowed - POST https://registry/-/npm/v1/security/advisories/bulk","statusCode":405}""";

    [Fact]
    public void Read_CleanReportsOfARegistryThatKnows_HasNoFinding() => Assert.Equivalent(new AuditAnswer("npm", [], null), Read(Vulnerable, Clean, Clean));

    [Fact]
    public void Read_AFindingInTwoFolders_IsOne() => Assert.Equal(
        new AuditFinding("https://github.com/advisories/GHSA-jf85-cpcp-j695", "lodash <4.17.12", "critical"), Assert.Single(Read(Vulnerable, Vulnerable, Vulnerable).Findings));

    [Theory]
    [InlineData(NotAllowed, "folder1: 405 Method Not Allowed")]
    [InlineData("", "folder1: The answer is empty")]
    [InlineData("<html>", "folder1: The answer is empty")]
    [InlineData("[]", "folder1: The answer is empty")]
    [InlineData("""{"error":{"code":"ENOLOCK"}}""", "folder1: The answer is empty")]
    public void Read_AReportThatIsNone_SaysWhy(string report, string why) => Assert.StartsWith(why, Read(Vulnerable, Clean, report).NoData, StringComparison.Ordinal);

    [Theory]
    [InlineData(Clean)]
    [InlineData("")]
    public void Read_ARegistryThatDoesNotKnowTheKnownOne_HasNoData(string known) => Assert.Contains("it has no data", Read(known, Clean).NoData, StringComparison.Ordinal);

    [Fact]
    public void Read_NoReport_IsNoData() => Assert.NotNull(Read(Vulnerable).NoData);

    private static AuditAnswer Read(string known, params string[] reports) =>
        NpmAudit.Read(reports.Index().ToDictionary(report => $"folder{report.Index}", report => report.Item), known);
}
