using System.Text.Json;
using Router.Teams;
using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Mapping;

/// <summary>A mapping that comes with the app, written in the language of the team file.</summary>
internal static class ReadyMapping
{
    /// <param name="name">Of a file NAME.mapping.json beside the code that uses it.</param>
    public static MappingDeclaration Load(string name)
    {
        using var file = typeof(ReadyMapping).Assembly.GetManifestResourceStream($"{name}.mapping.json")
            ?? throw new InvalidOperationException($"The mapping {name} is not in the app.");
        return JsonSerializer.Deserialize(file, TeamJsonContext.Default.MappingDeclaration)!;
    }
}
