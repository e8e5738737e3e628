using System.Text.Json;
using System.Text.Json.Nodes;

namespace Router.Unit.Host.Harness;

/// <summary>An app root in a temporary folder whose worker is the fake one, with the functions that a test asks for.</summary>
internal sealed class FakeApp : IDisposable
{
    private static readonly string Build = BuildOf("Router.FakeWorker");

    private readonly JsonObject host = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Build, "host.json")))!;

    private readonly Dictionary<string, string> settings = new() { ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated", ["ServiceBus"] = "not used" };

    public FakeApp(params string[] functions)
    {
        foreach (var entry in Directory.GetFileSystemEntries(Build).Where(entry => Path.GetFileName(entry) != "host.json"))
        {
            var link = Path.Combine(Root, Path.GetFileName(entry));
            _ = Directory.Exists(entry) ? Directory.CreateSymbolicLink(link, entry) : File.CreateSymbolicLink(link, entry);
        }

        foreach (var function in JsonNode.Parse(File.ReadAllText(Path.Combine(Build, "functions.metadata")))!.AsArray().Select(function => (string)function!["name"]!).Except(functions))
        {
            settings[$"AzureWebJobs.{function}.Disabled"] = "true";
        }

        Save();
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("router-app").FullName;

    public string SettingsFile => Path.Combine(Root, "local.settings.json");

    public string FramesFile => Path.Combine(Root, "frames.jsonl");

    public bool RecordsFrames { get; private set; }

    public Dictionary<string, string> Schedules { get; } = [];

    /// <summary>The folder of another project's build, beside this one's.</summary>
    public static string BuildOf(string project) =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))));

    public FakeApp Answering(string function, string answer) => Setting($"Fake__{function}", answer);

    public FakeApp Setting(string name, string value)
    {
        settings[name] = value;
        Save();
        return this;
    }

    public FakeApp Scheduled(string function, string schedule)
    {
        Schedules[function] = schedule;
        return this;
    }

    public FakeApp Timeout(string functionTimeout)
    {
        host["functionTimeout"] = functionTimeout;
        Save();
        return this;
    }

    public FakeApp RecordingFrames()
    {
        RecordsFrames = true;
        return this;
    }

    public FakeApp Without(string file)
    {
        File.Delete(Path.Combine(Root, file));
        return this;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private void Save()
    {
        File.WriteAllText(Path.Combine(Root, "host.json"), host.ToJsonString());
        File.WriteAllText(SettingsFile, new JsonObject { ["Values"] = JsonSerializer.SerializeToNode(settings) }.ToJsonString());
    }
}
