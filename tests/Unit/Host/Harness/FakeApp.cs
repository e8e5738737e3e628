using System.Text.Json;
using System.Text.Json.Nodes;

namespace Router.Unit.Host.Harness;

/// <summary>An app root in a temporary folder whose handler is the fake one.</summary>
internal sealed class FakeApp : IDisposable
{
    private readonly JsonObject host = (JsonObject)JsonNode.Parse("""
        {"version":"2.0","functionTimeout":"00:01:00","extensionBundle":{"id":"x"},"extensions":{"serviceBus":{"maxConcurrentCalls":2}},
         "customHandler":{"description":{"defaultExecutablePath":""},"enableForwardingHttpRequest":true}}
        """)!;

    private readonly Dictionary<string, string> settings = new() { ["FUNCTIONS_WORKER_RUNTIME"] = "custom", ["ServiceBus"] = "Endpoint=sb://127.0.0.1;SharedAccessKeyName=n;SharedAccessKey=k;UseDevelopmentEmulator=true" };

    public FakeApp()
    {
        host["customHandler"]!["description"]!["defaultExecutablePath"] = BuiltProgram("Router.FakeHandler", "fake-handler");
        Save();
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("router-app").FullName;

    public string SettingsFile => Path.Combine(Root, "local.settings.json");

    /// <summary>A program of another project, built beside this one.</summary>
    public static string BuiltProgram(string project, string program)
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, configuration, program));
    }

    public FakeApp WithHttp(string name, string route, params string[] methods) => With(name, $$"""
        {"bindings":[{"type":"httpTrigger","direction":"in","name":"req","route":"{{route}}"{{(methods is [] ? "" : $",\"methods\":{JsonSerializer.Serialize(methods)}")}}},
                     {"type":"http","direction":"out","name":"res"}]}
        """);

    public FakeApp WithQueue(string name, string answer = "") => Answering(name, answer).With(
        name, $$"""{"bindings":[{"type":"serviceBusTrigger","name":"message","queueName":"{{name}}","connection":"ServiceBus","dataType":"binary"}]}""");

    public FakeApp WithTimer(string name, string schedule, string more = "") => With(
        name, $$"""{"bindings":[{"type":"timerTrigger","name":"timer","schedule":"{{schedule}}"{{more}}}]}""");

    public FakeApp Answering(string function, string answer) => Setting($"Fake__{function}", answer);

    public FakeApp Setting(string name, string value)
    {
        settings[name] = value;
        Save();
        return this;
    }

    public FakeApp Timeout(string functionTimeout)
    {
        host["functionTimeout"] = functionTimeout;
        Save();
        return this;
    }

    public FakeApp Handler(string executable)
    {
        host["customHandler"]!["description"]!["defaultExecutablePath"] = executable;
        Save();
        return this;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private FakeApp With(string name, string functionJson)
    {
        Directory.CreateDirectory(Path.Combine(Root, name));
        File.WriteAllText(Path.Combine(Root, name, "function.json"), functionJson);
        return this;
    }

    private void Save()
    {
        File.WriteAllText(Path.Combine(Root, "host.json"), host.ToJsonString());
        File.WriteAllText(SettingsFile, new JsonObject { ["Values"] = JsonSerializer.SerializeToNode(settings) }.ToJsonString());
    }
}
