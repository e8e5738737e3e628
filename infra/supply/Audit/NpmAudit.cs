using System.Text.Json;
using System.Text.Json.Nodes;

namespace Router.Supply.Audit;

/// <summary>Reads the reports of <c>npm audit --json</c>.</summary>
/// <remarks>A registry without data answers "nothing found" as one with data does. So a package that is known to be vulnerable is asked for too: what does not
/// find that one has found nothing out about the others.</remarks>
internal static class NpmAudit
{
    public const string Source = "npm";

    /// <param name="reports">By folder.</param>
    /// <param name="known">The report about the package that is known to be vulnerable.</param>
    public static AuditAnswer Read(IReadOnlyDictionary<string, string> reports, string known)
    {
        if (reports.Count == 0)
        {
            return AuditAnswer.Without(Source, "There is no report.");
        }

        foreach (var (folder, report) in reports)
        {
            if (Parse(report) is not { } parsed || parsed["auditReportVersion"] is null)
            {
                return AuditAnswer.Without(Source, $"{folder}: {Message(report)}");
            }
        }

        if (Parse(known) is not { } answer || Findings(answer).Count == 0)
        {
            return AuditAnswer.Without(Source, "The registry does not know of a vulnerability that is known everywhere; it has no data.");
        }

        return new AuditAnswer(Source, [.. reports.Values.SelectMany(report => Findings(Parse(report)!)).Distinct()], NoData: null);
    }

    private static List<AuditFinding> Findings(JsonObject report) =>
    [
        .. from package in report["vulnerabilities"] as JsonObject ?? []
           from via in package.Value?["via"] as JsonArray ?? []
           let advisory = via as JsonObject
           where advisory is not null
           select new AuditFinding((string?)advisory["url"] ?? $"{advisory["source"]}", $"{package.Key} {(string?)advisory["range"]}", (string?)advisory["severity"] ?? "unknown"),
    ];

    private static JsonObject? Parse(string report)
    {
        try
        {
            return JsonNode.Parse(report) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Message(string report) => (string?)Parse(report)?["message"] ?? "The answer is empty or not a report.";
}
