namespace Router.Kit;

/// <summary>The whole product in processes of its own: Azurite, broker, Functions host and app, with proxies between the app and what it writes to.</summary>
internal sealed class LocalStack : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-stack-");
    private readonly StackOptions options;
    private readonly Dictionary<string, string> settings;
    private Azurite azurite = null!;
    private ChildProcess host = null!;

    private LocalStack(StackOptions options)
    {
        this.options = options;
        settings = new Dictionary<string, string>(options.Settings);
    }

    public EffectCounter Effects { get; } = new();

    public StorageProxy Blobs { get; private set; } = null!;

    public StorageProxy Tables { get; private set; } = null!;

    public AmqpProxy Amqp { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>Storage past the proxies, for the oracle.</summary>
    public string StorageConnectionString => azurite.ConnectionString;

    public IEnumerable<string> HostOutput => host.Output;

    public Task UntilPrintedAsync(string text, TimeSpan atMost) => host.WaitForOutputAsync(text, atMost);

    public IReadOnlyDictionary<string, string> Settings => settings;

    /// <summary>Reached past the proxy, too.</summary>
    public StackBroker Broker { get; private set; } = null!;

    public static async Task<LocalStack> StartAsync(StackOptions? options = null)
    {
        var stack = new LocalStack(options ?? new StackOptions());
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

    /// <summary>The app's process.</summary>
    public int AppId => ChildrenOf(host.Id).Single();

    /// <summary>Strikes the app's process; the host starts it again.</summary>
    /// <returns>How many processes it struck: none while the host waits to start it again.</returns>
    public int SignalApp(int signal)
    {
        var struck = 0;
        foreach (var child in ChildrenOf(host.Id))
        {
            Signals.Send(child, signal);
            struck++;
        }

        return struck;
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        host?.Dispose();
        Broker?.Dispose();
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
        var ports = FreePort.Take(4);
        azurite = await Azurite.StartAsync();
        Broker = new StackBroker(folder.FullName, ports[0], ports[1], options.UsesTls ? ports[3] : null, options.HasShortLocks);
        await Broker.StartAsync();
        Blobs = await StorageProxy.StartAsync(azurite.BlobPort, Effects);
        Tables = await StorageProxy.StartAsync(azurite.TablePort, Effects);
        Amqp = AmqpProxy.Start(Broker.Port, Effects);
        await StartHostAsync(ports[2]);
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{ports[2]}"), Timeout = TimeSpan.FromSeconds(30) };
    }

    private async Task StartHostAsync(int sitePort)
    {
        var settingsFile = Path.Combine(folder.FullName, "local.settings.json");
        settings[AppRoot.TriggerConnection] = Broker.ConnectionString;
        if (Broker.TlsConnectionString is { } secure)
        {
            settings["ServiceBus"] = secure;
        }

        AppRoot.WriteSettings(settingsFile, Azurite.ConnectionStringFor(Blobs.Port, Tables.Port), Amqp.Port, StackBroker.Key, sitePort, settings);
        host = ChildProcess.Start("host", "dotnet",
        [
            Path.Combine(Checkout.BuildOf("Router.FunctionsHost"), "router-host.dll"), "--app-root", options.App, "--settings", settingsFile,
            "--port", $"{sitePort}", "--max-restarts", "100000", .. AppRoot.Schedules(options.Sweeps, options.Retrains),
        ],
        options is { UsesTls: true, TrustsBroker: true } ? new Dictionary<string, string?> { ["SSL_CERT_FILE"] = Broker.AuthorityFile } : null);
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
