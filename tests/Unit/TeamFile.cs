using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Shared.Teams;

namespace Router.Unit;

/// <summary>The sample team file of the app.</summary>
internal static class TeamFile
{
    public static Team Load()
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "team.json")))!.AsObject();
        file.Remove("$schema");
        return file.Deserialize(TeamJsonContext.Default.Team)!;
    }
}
