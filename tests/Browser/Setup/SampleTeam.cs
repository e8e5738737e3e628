using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Teams;

namespace Router.Browser.Setup;

/// <summary>The team file that ships with the app: what a fresh installation shows.</summary>
internal static class SampleTeam
{
    public static Team Team { get; } = Read();

    private static Team Read()
    {
        var team = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "team.json")))!.AsObject();
        team.Remove("$schema");
        foreach (var component in team["components"]!.AsArray().OfType<JsonObject>())
        {
            component.TryAdd("aliases", new JsonArray());
            component.TryAdd("designedTo", new JsonArray());
            component.TryAdd("requires", new JsonArray());
        }

        return JsonSerializer.Deserialize(team.ToJsonString(), TeamJsonContext.Default.Team)!;
    }
}
