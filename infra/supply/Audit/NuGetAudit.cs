using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Router.Supply.Audit;

/// <summary>Reads what NuGet's own audit said while it restored the solution.</summary>
/// <remarks>Codes: https://learn.microsoft.com/nuget/reference/errors-and-warnings/nu1901-nu1904, NU1900 and NU1905. A restore that names none of them is only
/// good news if the audit was on, which the assets files tell.</remarks>
internal static partial class NuGetAudit
{
    public const string Source = "nuget";

    public static AuditAnswer Read(string log, IReadOnlyCollection<string> assets)
    {
        if (NoData().Match(log) is { Success: true } said)
        {
            return AuditAnswer.Without(Source, said.Value.Trim());
        }

        if (Error().Match(log) is { Success: true } error)
        {
            return AuditAnswer.Without(Source, $"The restore failed: {error.Value.Trim()}");
        }

        if (assets.Count == 0 || !assets.All(IsAudited))
        {
            return AuditAnswer.Without(Source, $"Of {assets.Count} restored projects {assets.Count(IsAudited)} were audited.");
        }

        var findings = Vulnerability().Matches(log).Select(found => new AuditFinding(found.Groups[4].Value, $"{found.Groups[1]} {found.Groups[2]}", found.Groups[3].Value));
        return new AuditAnswer(Source, [.. findings.Distinct()], NoData: null);
    }

    private static bool IsAudited(string assets)
    {
        var audit = JsonNode.Parse(assets)?["project"]?["restore"]?["restoreAuditProperties"];
        return (string?)audit?["enableAudit"] == "true" && (string?)audit["auditMode"] == "all" && (string?)audit["auditLevel"] == "low";
    }

    [GeneratedRegex(@"NU190[05]: [^\n\[]*")]
    private static partial Regex NoData();

    [GeneratedRegex(@"error \w+\d+: [^\n\[]*|MSBUILD : error[^\n]*")]
    private static partial Regex Error();

    [GeneratedRegex(@"NU190[1-4]: Package '([^']+)' ([^ ]+) has a known (\w+) severity vulnerability, (\S+)")]
    private static partial Regex Vulnerability();
}
