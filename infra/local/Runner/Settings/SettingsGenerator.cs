using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Router.Runner.Settings;

/// <summary>Makes local settings from the sample: whatever says <c>generate</c> becomes a secret of this machine's own.</summary>
internal sealed class SettingsGenerator(Func<int, byte[]> random)
{
    private const string Generate = "generate";
    private const int SecretBytes = 32;

    // Plus signs and slashes of base64 stay readable.
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The settings with what the sample has and they lack; nothing that is there is changed.</summary>
    /// <returns>The new text, or nothing if there is nothing to add.</returns>
    public string? Complete(string sampleJson, string? existingJson)
    {
        var sample = Values(JsonNode.Parse(sampleJson), "local.settings.sample.json");
        var settings = existingJson is null ? JsonNode.Parse(sampleJson)! : JsonNode.Parse(existingJson);
        var values = Values(settings, "local.settings.json");
        var added = false;
        foreach (var (name, value) in sample)
        {
            if (existingJson is null || !values.ContainsKey(name))
            {
                values[name] = Filled(name, (string?)value ?? "");
                added = true;
            }
        }

        return added ? settings!.ToJsonString(Format) + "\n" : null;
    }

    private static JsonObject Values(JsonNode? settings, string file) =>
        settings?["Values"] as JsonObject ?? throw new RunnerException($"{file} has no object 'Values'.");

    private string Filled(string name, string value)
    {
        if (value == Generate)
        {
            // Standard Webhooks secrets carry their prefix, so that libraries know them.
            return (name.EndsWith("standard__Secret", StringComparison.Ordinal) ? "whsec_" : "") + Secret();
        }

        const string ToGenerate = "SharedAccessKey=" + Generate;
        return value.Contains(ToGenerate, StringComparison.Ordinal) ? value.Replace(ToGenerate, "SharedAccessKey=" + Secret(), StringComparison.Ordinal) : value;
    }

    private string Secret() => Convert.ToBase64String(random(SecretBytes));
}
