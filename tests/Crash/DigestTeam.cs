using System.Globalization;
using System.Text.Json.Nodes;
using Router.Kit;

namespace Router.Crash;

/// <summary>A team file with one digest at a time, which was due yesterday and is not due again for a year.</summary>
internal sealed class DigestTeam : IDisposable
{
    public static readonly IReadOnlyList<string> People = ["casey", "sasha"];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-team-");
    private readonly DateTimeOffset due = TimeProvider.System.GetUtcNow().AddDays(-1);

    public DigestTeam() => Write(digest: null);

    /// <summary>Before the digest was due, so that its people are enrolled in time.</summary>
    public DateTimeOffset EnrolledAt => due.AddDays(-2);

    private string FilePath => Path.Combine(folder.FullName, "team.json");

    public Dictionary<string, string> Settings(string? bug = null) => new() { ["Team__Path"] = FilePath, ["Planted__Bug"] = bug ?? "" };

    public void Write(string? digest)
    {
        var team = JsonNode.Parse(File.ReadAllText(Checkout.FileOf("functions", "team.json")))!;
        team["people"] = new JsonArray([.. People.Select(id => new JsonObject
        {
            ["id"] = id, ["name"] = id, ["email"] = $"{id}@example.com", ["timeZone"] = "Etc/UTC",
        })]);
        team.AsObject().Remove("urgent");
        foreach (var component in team["components"]!.AsArray())
        {
            // What nobody owns is news to everybody.
            component!.AsObject().Remove("owner");
        }

        var schedule = string.Create(CultureInfo.InvariantCulture, $"0 0 0 {due.Day} {due.Month} *");
        team["digests"] = digest is null ? new JsonArray() : new JsonArray(new JsonObject { ["id"] = digest, ["schedule"] = schedule });
        File.WriteAllText(FilePath, team.ToJsonString());
    }

    public void Dispose() => folder.Delete(recursive: true);
}
