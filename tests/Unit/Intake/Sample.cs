using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Unit.Intake;

/// <summary>One line of tests/Samples/manifest.json.</summary>
internal sealed record Sample(string Name, string Channel, string File, string Path, string ContentType, string Expect, Dictionary<string, string>? Headers, string? Sign)
{
    public static readonly string Folder = System.IO.Path.Combine(AppContext.BaseDirectory, "Samples");

    public static IReadOnlyList<Sample> All { get; } =
        JsonSerializer.Deserialize(System.IO.File.ReadAllText(System.IO.Path.Combine(Folder, "manifest.json")), SampleJson.Default.ListSample)!;

    public string Header(string name) => Headers![name];

    public byte[] Body() => System.IO.File.ReadAllBytes(System.IO.Path.Combine(Folder, File));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(List<Sample>))]
internal sealed partial class SampleJson : JsonSerializerContext;
