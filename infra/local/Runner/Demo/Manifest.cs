using System.Text.Json;
using Router.Runner.Sending;

namespace Router.Runner.Demo;

/// <summary>Reads <c>tests/Samples/manifest.json</c> and the files it names.</summary>
internal static class Manifest
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    public static IReadOnlyList<Sample> Read(string folder)
    {
        var file = Path.Combine(folder, "manifest.json");
        if (!File.Exists(file))
        {
            throw RunnerException.OfUsage($"{file} does not exist: there is nothing to show.");
        }

        try
        {
            var entries = JsonSerializer.Deserialize<List<Entry>>(File.ReadAllText(file), Format) ?? [];
            return entries is [] ? throw RunnerException.OfUsage($"{file} names no sample.") : [.. entries.Select(entry => From(entry, folder))];
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            throw RunnerException.OfUsage($"{file} can't be used: {failure.Message}", failure);
        }
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

    private sealed record Entry(string Name, string Channel, string File, string Path, string ContentType, Dictionary<string, string>? Headers = null, string? Sign = null, string? Expect = null);
}
