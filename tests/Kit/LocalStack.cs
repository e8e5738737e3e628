namespace Router.Kit;

/// <summary>The whole product in processes of its own: Azurite, broker, Functions host and app, with proxies between the app and what it writes to.</summary>
internal sealed class LocalStack : IAsyncDisposable
{
    public const string BrokerKey = "c3VycmVhbC1rZXktb2YtYS10ZXN0LWJyb2tlci0xMjM=";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-stack-");
    private readonly Dictionary<string, string> settings;
    private readonly string appBuild;
    private readonly string executable;
    private readonly bool sweeps;
    private readonly bool retrains;
    private Azurite azurite = null!;
    private ChildProcess broker = null!;
    private ChildProcess host = null!;
    private int brokerPort;
    private int brokerHttpPort;

    private LocalStack(string appBuild, string executable, Dictionary<string, string> settings, bool sweeps, bool retrains)
    {
        this.retrains = retrains;
        this.sweeps = sweeps;
        this.executable = executable;
        this.appBuild = appBuild;
        this.settings = settings;
    }

    public EffectCounter Effects { get; } = new();

    public StorageProxy Blobs { get; private set; } = null!;

    public StorageProxy Tables { get; private set; } = null!;

    public AmqpProxy Amqp { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>Storage past the proxies, for the oracle.</summary>
    public string StorageConnectionString => azurite.ConnectionString;

    public IEnumerable<string> HostOutput => host.Output;

    public IReadOnlyDictionary<string, string> Settings => settings;

    /// <summary>The broker past the proxy.</summary>
    public string ServiceBusConnectionString => settings[AppRoot.TriggerConnection];

    public int BrokerPort => brokerPort;

    /// <param name="app">The folder of the app's build; by default the debug build of functions/. Another carries planted bugs, or is the native binary.</param>
    /// <param name="executable">The executable in that folder.</param>
    /// <param name="sweeps">True when dead letters whose work is done are swept away every second, else never.</param>
    /// <param name="retrains">True when the model is trained anew every second, as far as there is something new, else never.</param>
    public static async Task<LocalStack> StartAsync(
        string? app = null, IReadOnlyDictionary<string, string>? settings = null, string executable = "router", bool sweeps = false, bool retrains = false)
    {
        var stack = new LocalStack(app ?? Checkout.BuildOf("Router.Functions"), executable, new Dictionary<string, string>(settings ?? new Dictionary<string, string>()), sweeps, retrains);
        try
        {
            await stack.StartAllAsync();
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Strikes the app's process; the host starts it again.</summary>
    public void SignalApp(int signal)
    {
        foreach (var child in ChildrenOf(host.Id))
        {
            Signals.Send(child, signal);
        }
    }

    public async Task StartBrokerAsync()
    {
        broker = ChildProcess.Start("broker", "dotnet",
        [
            Path.Combine(Checkout.BuildOf("Router.Broker"), "router-broker.dll"), "--port", $"{brokerPort}", "--http-port", $"{brokerHttpPort}",
            "--key", BrokerKey, "--data", Path.Combine(folder.FullName, "broker"),
            "--config", Checkout.FileOf("infra", "local", "Broker", "Config.json"),
        ]);
        await broker.WaitForOutputAsync("listening amqp", TimeSpan.FromSeconds(30));
    }

    /// <summary>The broker's own account of its queues, for a failing test's output.</summary>
    public async Task<string> QueueDepthsAsync()
    {
        using var http = new HttpClient();
        return await http.GetStringAsync($"http://127.0.0.1:{brokerHttpPort}/health");
    }

    /// <summary>One of the broker's faults, see its README; null clears them all.</summary>
    public async Task InjectAsync(string? fault)
    {
        using var http = new HttpClient();
        using var answer = fault is null
            ? await http.DeleteAsync($"http://127.0.0.1:{brokerHttpPort}/faults")
            : await http.PostAsync($"http://127.0.0.1:{brokerHttpPort}/faults/{fault}", null);
        answer.EnsureSuccessStatusCode();
    }

    public void KillBroker() => broker.Kill();

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        host?.Dispose();
        broker?.Dispose();
        if (Amqp is not null)
        {
            await Amqp.DisposeAsync();
            await Tables.DisposeAsync();
            await Blobs.DisposeAsync();
        }

        azurite?.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task StartAllAsync()
    {
        var ports = FreePort.Take(3);
        (brokerPort, brokerHttpPort, var sitePort) = (ports[0], ports[1], ports[2]);
        azurite = await Azurite.StartAsync();
        await StartBrokerAsync();
        Blobs = await StorageProxy.StartAsync(azurite.BlobPort, Effects);
        Tables = await StorageProxy.StartAsync(azurite.TablePort, Effects);
        Amqp = AmqpProxy.Start(brokerPort, Effects);
        await StartHostAsync(sitePort);
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{sitePort}"), Timeout = TimeSpan.FromSeconds(30) };
    }

    private async Task StartHostAsync(int sitePort)
    {
        var root = Path.Combine(folder.FullName, "app");
        var settingsFile = Path.Combine(folder.FullName, "local.settings.json");
        AppRoot.Prepare(appBuild, executable, root, sweeps, retrains);

        settings[AppRoot.TriggerConnection] = $"Endpoint=sb://127.0.0.1:{brokerPort};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey={BrokerKey};UseDevelopmentEmulator=true";
        AppRoot.WriteSettings(settingsFile, Azurite.ConnectionStringFor(Blobs.Port, Tables.Port), Amqp.Port, BrokerKey, sitePort, settings);
        host = ChildProcess.Start("host", "dotnet",
        [
            Path.Combine(Checkout.BuildOf("Router.FunctionsHost"), "router-host.dll"), "--app-root", root, "--settings", settingsFile,
            "--port", $"{sitePort}", "--max-restarts", "100000",
        ]);
        await host.WaitForOutputAsync("listening", TimeSpan.FromSeconds(60));
    }

    private static IEnumerable<int> ChildrenOf(int processId)
    {
        foreach (var task in Directory.GetDirectories($"/proc/{processId}/task"))
        {
            var children = Path.Combine(task, "children");
            if (File.Exists(children))
            {
                foreach (var child in File.ReadAllText(children).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    yield return int.Parse(child, System.Globalization.CultureInfo.InvariantCulture);
                }
            }
        }
    }
}
