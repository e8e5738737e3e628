using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Router.Kit;

/// <summary>The broker of a stack: a process that can be killed and started again on what it had written, with its fault switches.</summary>
internal sealed class StackBroker(string dataFolder, int port, int httpPort, int? tlsPort, bool hasShortLocks) : IDisposable
{
    public const string Key = "c3VycmVhbC1rZXktb2YtYS10ZXN0LWJyb2tlci0xMjM=";
    private readonly HttpClient pages = new() { BaseAddress = new Uri($"http://127.0.0.1:{httpPort}") };
    private ChildProcess? process;

    public int Port => port;

    /// <summary>Of its pages and fault switches.</summary>
    public Uri Pages => pages.BaseAddress!;

    public string ConnectionString =>
        $"Endpoint=sb://127.0.0.1:{port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey={Key};UseDevelopmentEmulator=true";

    /// <summary>As of a real namespace: no emulator, so that the client speaks TLS and checks the certificate; null without a TLS port.</summary>
    public string? TlsConnectionString => tlsPort is { } secure
        ? $"Endpoint=sb://localhost:{secure};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey={Key}"
        : null;

    /// <summary>What a client has to trust.</summary>
    public string AuthorityFile => Path.Combine(dataFolder, "broker", "ca.pem");

    public async Task StartAsync()
    {
        process?.Dispose();
        process = ChildProcess.Start("broker", "dotnet",
        [
            Path.Combine(Checkout.BuildOf("Router.Broker"), "router-broker.dll"), "--port", $"{port}", "--http-port", $"{httpPort}",
            "--data", Path.Combine(dataFolder, "broker"), "--config", Config(),
            .. tlsPort is { } secure ? ["--tls-port", $"{secure}"] : Array.Empty<string>(),
        ],
        new Dictionary<string, string?> { ["ROUTER_BROKER_KEY"] = Key });
        await process.WaitForOutputAsync("listening amqp", TimeSpan.FromSeconds(30));
    }

    public void Kill() => process!.Kill();

    /// <summary>The broker's own account of its queues, for a failing test's output.</summary>
    public Task<string> QueueDepthsAsync() => pages.GetStringAsync(new Uri("health", UriKind.Relative));

    /// <summary>Over all queues, for example of "deadLettered".</summary>
    public async Task<long> SumDepthsAsync(params string[] depths) => JsonNode.Parse(await QueueDepthsAsync())!["entities"]!.AsObject()
        .Sum(entity => depths.Sum(depth => (long)entity.Value![depth]!));

    /// <summary>Waits until nothing is in the queues but dead letters and what is scheduled; what a lost lock left comes again before.</summary>
    /// <returns>False when that took too long.</returns>
    public async Task<bool> RunsEmptyAsync(TimeSpan atMost)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < atMost; await tick.WaitForNextTickAsync())
        {
            if (await SumDepthsAsync("active", "locked") == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One of the broker's faults, see its README.</summary>
    /// <param name="fault">As the README names it.</param>
    /// <param name="count">How many operations it strikes.</param>
    /// <param name="queue">The queue that it strikes; any when null.</param>
    public async Task InjectAsync(string fault, int count = 1, string? queue = null)
    {
        using var answer = await pages.PostAsync(new Uri($"faults/{fault}?count={count}&entity={queue}", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Everything works again.</summary>
    public async Task ClearFaultsAsync()
    {
        using var answer = await pages.DeleteAsync(new Uri("faults", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>How often the fault really struck.</summary>
    public async Task<long> InjectedAsync(string fault) =>
        (long)JsonNode.Parse(await pages.GetStringAsync(new Uri("faults", UriKind.Relative)))!["injected"]![fault]!;

    public void Dispose()
    {
        process?.Dispose();
        pages.Dispose();
    }

    private string Config()
    {
        var shipped = Checkout.FileOf("infra", "local", "Broker", "Config.json");
        if (!hasShortLocks)
        {
            return shipped;
        }

        // The shortest that the service allows: what was not settled comes again while the test still watches.
        var shortened = Path.Combine(dataFolder, "Config.json");
        File.WriteAllText(shortened, File.ReadAllText(shipped).Replace("\"LockDuration\": \"PT1M\"", "\"LockDuration\": \"PT5S\"", StringComparison.Ordinal));
        return shortened;
    }
}
