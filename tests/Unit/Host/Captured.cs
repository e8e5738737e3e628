using System.Text.Json.Nodes;
using Google.Protobuf.Collections;
using Router.FunctionsHost.Protocol;

namespace Router.Unit.Host;

/// <summary>
/// Calls captured from a running Functions host 4.1037 with a custom handler. The extensions that make them are the same for a worker; only the form differs, in which texts
/// there are quoted once more, and times are not.
/// </summary>
internal static class Captured
{
    public static JsonNode Read(string name) => JsonNode.Parse(Text($"{name}.json"))!;

    public static string Text(string file)
    {
        using var reader = new StreamReader(typeof(Captured).Assembly.GetManifestResourceStream($"Router.Unit.Host.Captured.{file}")!);
        return reader.ReadToEnd();
    }

    /// <summary>The trigger metadata in the captured form, sorted by name.</summary>
    public static string Lines(MapField<string, TypedData> metadata) =>
        string.Join('\n', metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}: {Form(entry.Key, entry.Value)}"));

    public static string Lines(JsonObject captured) =>
        string.Join('\n', captured.Where(entry => entry.Key != "sys").OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{entry.Key}: {(entry.Value is JsonObject or JsonArray ? entry.Value.ToJsonString() : (string?)entry.Value)}"));

    private static string Form(string name, TypedData value) =>
        value.DataCase == TypedData.DataOneofCase.String ? $"\"{value.String.Replace("\"", "\\\"", StringComparison.Ordinal)}\""
        : name.Contains("At", StringComparison.Ordinal) || name.Contains("Time", StringComparison.Ordinal) ? WithoutFraction(JsonNode.Parse(value.Json)!.GetValue<string>())
        : JsonNode.Parse(value.Json)!.ToJsonString();

    // The custom handler's form drops the fraction of a second.
    private static string WithoutFraction(string time) => time.Length > 19 && time[19] == '.' ? time[..19] + (time.Contains('+', StringComparison.Ordinal) ? time[time.IndexOf('+', StringComparison.Ordinal)..] : "") : time;
}
