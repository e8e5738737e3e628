using System.Text.Json;
using System.Text.RegularExpressions;

namespace Router.FunctionsHost.Definitions;

/// <summary>The app's settings: the Values of <c>local.settings.json</c>, each overruled by an environment variable of the same name.</summary>
internal sealed partial class HostSettings(IReadOnlyDictionary<string, string> values)
{
    /// <summary>The key that <c>/admin/functions/NAME</c> asks for, in the place of Azure's master key; unset, nothing can be called by hand.</summary>
    public const string AdminKey = "HostAdminKey";

    public IReadOnlyDictionary<string, string> Values { get; } = values;

    public string? this[string name] => Values.GetValueOrDefault(name);

    public static HostSettings Read(string path, Func<string, string?> environment)
    {
        if (!File.Exists(path))
        {
            throw new HostException($"The settings file {path} does not exist. ./infra/run.sh makes it from local.settings.sample.json.");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var values = document.RootElement.GetProperty(nameof(Values)).EnumerateObject();
            return new HostSettings(values.ToDictionary(value => value.Name, value => environment(value.Name) ?? value.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new HostException($"{path} is not a settings file with an object 'Values': {e.Message}", e);
        }
    }

    /// <summary>Replaces each <c>%NAME%</c> by the setting of that name.</summary>
    public string Expand(string text) =>
        Placeholder().Replace(text, match => this[match.Groups[1].Value]
            ?? throw new HostException($"'{text}' names the setting {match.Groups[1].Value}, which is not set."));

    /// <summary>The connection string behind a binding's <c>connection</c>, looked up under the two names the real host tries.</summary>
    public string Connection(string name) =>
        this[$"AzureWebJobs{name}"] ?? this[name]
        ?? throw new HostException($"The setting '{name}' (a Service Bus connection string) is not set.");

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Placeholder();
}
