using System.Text.Json;
using Router.Runner.Sending;

namespace Router.Runner.Demo;

/// <summary>Reads <c>tests/Samples/manifest.json</c> and the files it names.</summary>
internal static class Manifest
{
    public static IReadOnlyList<Sample> Read(string folder)
    {
        var file = Path.Combine(folder, "manifest.json");
        if (!File.Exists(file))
        {
            throw new RunnerException($"{file} does not exist: there is nothing to show.");
        }

        var entries = JsonSerializer.Deserialize<List<Entry>>(File.ReadAllText(file), JsonSerializerOptions.Web) ?? [];
        return entries is [] ? throw new RunnerException($"{file} names no sample.") : [.. entries.Select(entry => From(entry, folder))];
    }

    private static Sample From(Entry entry, string folder) => new()
    {
        Name = entry.Name,
        Channel = entry.Channel,
        Path = entry.Path,
        ContentType = entry.ContentType,
        Headers = entry.Headers ?? [],
        Sign = entry.Sign,
        Expect = entry.Expect,
        Body = File.ReadAllBytes(Path.Combine(folder, entry.File)),
    };

    private sealed record Entry(string Name, string Channel, string File, string Path, string ContentType, Dictionary<string, string>? Headers, string? Sign, string? Expect);
}
