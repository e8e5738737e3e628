using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Unit.Intake.Email.Mime;

/// <summary>One line of tests/Data/Mail/hostile/manifest.jsonl: a file, and either the code with which it is refused or what is read from it.</summary>
internal sealed record HostileCase(
    string File, string? Code, string? From, string? Name, string? Subject, string? Text, int? Files, IReadOnlyList<string>? Names, int? LeftOut, bool Auto)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data", "Mail", "hostile");

    public static IReadOnlyList<HostileCase> All { get; } =
        [.. System.IO.File.ReadLines(Path.Combine(Folder, "manifest.jsonl")).Select(line => JsonSerializer.Deserialize(line, HostileCaseJson.Default.HostileCase)!)];

    public static IEnumerable<string> FilesThere => Directory.GetFiles(Folder, "*.eml").Select(file => Path.GetFileName(file));

    public byte[] Body() => System.IO.File.ReadAllBytes(Path.Combine(Folder, File));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(HostileCase))]
internal sealed partial class HostileCaseJson : JsonSerializerContext;
