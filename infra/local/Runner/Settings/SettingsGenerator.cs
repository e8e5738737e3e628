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
    /// <param name="sampleJson">What there is to set.</param>
    /// <param name="existingJson">The settings so far, if there are any.</param>
    /// <param name="file">Their name, for whoever has to put them right.</param>
    /// <returns>The new text, or nothing if there is nothing to add.</returns>
    public string? Complete(string sampleJson, string? existingJson, string file)
    {
        var (_, sample) = Parse(sampleJson, "local.settings.sample.json");
        var (settings, values) = Parse(existingJson ?? sampleJson, file);
        var added = false;
        foreach (var (name, value) in sample)
        {
            if (existingJson is null || !values.ContainsKey(name))
            {
                values[name] = Filled(name, (string?)value ?? "");
                added = true;
            }
        }

        return added ? settings.ToJsonString(Format) + "\n" : null;
    }

    private static (JsonObject Settings, JsonObject Values) Parse(string json, string file)
    {
        try
        {
            // Looking into both finds names that are there twice.
            return JsonNode.Parse(json) is JsonObject settings && settings["Values"] is JsonObject values && !values.ContainsKey("")
                ? (settings, values)
                : throw RunnerException.OfUsage($"{file} is no settings file: it has no object 'Values'.");
        }
        catch (Exception malformed) when (malformed is JsonException or ArgumentException)
        {
            throw RunnerException.OfUsage($"{file} is no settings file: {malformed.Message}", malformed);
        }
    }

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
