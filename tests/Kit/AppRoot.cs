using System.Text.Json.Nodes;

namespace Router.Kit;

/// <summary>The built app's root, and how a test wants it run: its own schedules, its own secrets.</summary>
internal static class AppRoot
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /// <summary>The host whose Authentication-Results the app believes.</summary>
    public const string MailHost = "mx.router.example";

    /// <summary>
    /// Where the host looks before it looks at the app's own setting: its traffic does not pass the proxies, since it is no effect of the app's.
    /// </summary>
    public const string TriggerConnection = "AzureWebJobsServiceBus";

    private const string EverySecond = "* * * * * *";
    private const string Never = "0 0 0 29 2 *";

    /// <summary>The webhook sources of the shipped team file; each needs a secret.</summary>
    public static IReadOnlyList<string> Sources { get; } =
        [.. JsonNode.Parse(File.ReadAllText(Checkout.FileOf("functions", "team.json")))!["sources"]!.AsArray().Select(source => (string)source!["id"]!)];

    /// <summary>The functions that no HTTP trigger starts.</summary>
    public static IReadOnlyList<string> FunctionsCalledByHost(string build) =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(build, "functions.metadata")))!.AsArray()
            .Where(function => (string)function!["bindings"]![0]!["type"]! != "httpTrigger")
            .Select(function => (string)function!["name"]!)];

    /// <summary>The host's options that let the relay and the mailbox's timers run every second.</summary>
    /// <param name="sweeps">True when dead letters are swept every second, else never: its questions pass the broker's proxy and would be counted as effects.</param>
    /// <param name="retrains">True when the model is trained every second, else never.</param>
    public static IEnumerable<string> Schedules(bool sweeps, bool retrains) => new Dictionary<string, string>
    {
        ["RelayOutbox"] = EverySecond,
        ["RenewMailSubscription"] = EverySecond,
        ["ReconcileMailbox"] = EverySecond,
        ["SweepDeadLetters"] = sweeps ? EverySecond : Never,
        ["RetrainTriage"] = retrains ? EverySecond : Never,
    }.SelectMany(timer => new[] { "--schedule", $"{timer.Key}={timer.Value}" });

    public static void WriteSettings(string path, string storage, int brokerPort, string key, int sitePort, IReadOnlyDictionary<string, string> more)
    {
        var values = new JsonObject
        {
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            ["AzureWebJobsStorage"] = storage,
            ["ServiceBus"] = $"Endpoint=sb://127.0.0.1:{brokerPort};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey={key};UseDevelopmentEmulator=true",
            ["Email__Secret"] = Secret,
            ["Email__AuthenticationHost"] = MailHost,
            ["HostAdminKey"] = Secret,
            ["Pages__SignIn"] = "Off",
            ["Site__Url"] = $"http://127.0.0.1:{sitePort}",
            // The tests send thousands of requests in one customer's name.
            ["Forms__PostsPerAddress"] = "0",
            ["Email__RequestsPerDay"] = "0",
            ["Webhooks__RequestsPerDay"] = "0",
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
