using System.Text.Json.Nodes;

namespace Router.Kit;

/// <summary>A copy of the built app's root with settings for a test: its own relay schedule, its own secrets.</summary>
internal static class AppRoot
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    public const string TriggerConnection = "ServiceBusForTriggers";

    // Its questions pass the broker's proxy and would be counted as effects.
    private const string Never = "0 0 0 29 2 *";

    /// <summary>The webhook sources of the shipped team file; each needs a secret.</summary>
    public static IReadOnlyList<string> Sources { get; } =
        [.. JsonNode.Parse(File.ReadAllText(Checkout.FileOf("functions", "team.json")))!["sources"]!.AsArray().Select(source => (string)source!["id"]!)];

    /// <summary>The functions that no HTTP trigger starts.</summary>
    public static IReadOnlyList<string> FunctionsCalledByHost(string build) =>
        [.. Directory.GetDirectories(build)
            .Where(folder => File.Exists(Path.Combine(folder, "function.json")) && !File.ReadAllText(Path.Combine(folder, "function.json")).Contains("httpTrigger", StringComparison.Ordinal))
            .Select(folder => Path.GetFileName(folder))];

    /// <summary>Links the build's files into <paramref name="target"/> and lets the relay run every second.</summary>
    /// <param name="sweeps">True when dead letters are swept every second, else never.</param>
    /// <param name="retrains">True when the model is trained every second, else never.</param>
    public static void Prepare(string build, string executable, string target, bool sweeps, bool retrains)
    {
        Directory.CreateDirectory(target);
        foreach (var entry in Directory.GetFileSystemEntries(build))
        {
            var name = Path.GetFileName(entry);
            if (File.Exists(Path.Combine(entry, "function.json")))
            {
                Directory.CreateDirectory(Path.Combine(target, name));
                File.WriteAllText(Path.Combine(target, name, "function.json"), Rewrite(File.ReadAllText(Path.Combine(entry, "function.json")), name, sweeps, retrains));
            }
            else if (name == "host.json")
            {
                var host = JsonNode.Parse(File.ReadAllText(entry))!;
                host["customHandler"]!["description"]!["defaultExecutablePath"] = executable;
                File.WriteAllText(Path.Combine(target, name), host.ToJsonString());
            }
            else if (Directory.Exists(entry))
            {
                Directory.CreateSymbolicLink(Path.Combine(target, name), entry);
            }
            else
            {
                File.CreateSymbolicLink(Path.Combine(target, name), entry);
            }
        }
    }

    private static string Rewrite(string functionJson, string name, bool sweeps, bool retrains)
    {
        var function = JsonNode.Parse(functionJson)!;
        var trigger = function["bindings"]![0]!;
        switch ((string?)trigger["type"])
        {
            case "timerTrigger" when name == "RelayOutbox":
                trigger["schedule"] = "* * * * * *";
                break;
            case "timerTrigger" when name is "RenewMailSubscription" or "ReconcileMailbox":
                trigger["schedule"] = "* * * * * *";
                break;
            case "timerTrigger" when name == "SweepDeadLetters":
                trigger["schedule"] = sweeps ? "* * * * * *" : Never;
                break;
            case "timerTrigger" when name == "RetrainTriage":
                trigger["schedule"] = retrains ? "* * * * * *" : Never;
                break;
            case "serviceBusTrigger":
                // The host's own traffic does not pass the proxies: it is no effect of the app's.
                trigger["connection"] = TriggerConnection;
                break;
        }

        return function.ToJsonString();
    }

    public static void WriteSettings(string path, string storage, int brokerPort, string key, int sitePort, IReadOnlyDictionary<string, string> more)
    {
        var values = new JsonObject
        {
            ["FUNCTIONS_WORKER_RUNTIME"] = "custom",
            ["AzureWebJobsStorage"] = storage,
            ["ServiceBus"] = $"Endpoint=sb://127.0.0.1:{brokerPort};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey={key};UseDevelopmentEmulator=true",
            ["Email__Secret"] = Secret,
            ["HostAdminKey"] = Secret,
            ["Pages__SignIn"] = "Off",
            ["Site__Url"] = $"http://127.0.0.1:{sitePort}",
            // The tests send thousands of forms in one customer's name.
            ["Forms__PostsPerAddress"] = "0",
            ["Messaging__RelayGraceSeconds"] = "1",
            ["Messaging__ResendAfterSeconds"] = "2",
        };
        foreach (var source in Sources)
        {
            values[$"Sources__{source}__Secret"] = Secret;
        }

        foreach (var (name, value) in more)
        {
            values[name] = value;
        }

        File.WriteAllText(path, new JsonObject { ["IsEncrypted"] = false, ["Values"] = values }.ToJsonString());
    }
}
