using Router.FunctionsHost.Definitions;
using Router.Runner.Demo;
using Router.Runner.Sending;
using Router.Runner.Settings;
using Router.Runner.Stack;

namespace Router.Runner;

/// <summary>The commands of <c>run.sh</c>; each returns its exit code.</summary>
internal sealed class Commands(Checkout checkout, RunnerOptions options, Progress progress, TimeProvider time)
{
    private readonly HostSettings settings = LocalSettings.Prepare(SettingsFileOf(checkout, options), checkout.SampleSettingsFile, progress);
    private readonly RunningStacks running = new(Path.Combine(checkout.DefaultData, "running"));

    private string Data => options.DataDirectory ?? PrivateFiles.Folder(checkout.DefaultData);

    /// <summary>Those of the stack that runs with the same settings, unless the command line says otherwise.</summary>
    private Ports PortsInUse => options.GivenPorts.Aggregate(running.Find(SettingsFileOf(checkout, options)) ?? new Ports(), (ports, given) => ports.With(given.Option, given.Port));

    /// <summary>Everything, until Ctrl-C.</summary>
    public async Task<int> UpAsync(CancellationToken stop)
    {
        using var data = DataFolder.Open(Data);
        await using var stack = await LocalStack.StartAsync(checkout, new StackSettings(settings, options.Ports, options.Mailbox), options, data.Path, progress, time, stop);
        using var announced = running.Announce(SettingsFileOf(checkout, options), data.Path, options.Ports);
        Console.WriteLine(Welcome.Text(options, Path.Combine(data.Path, "logs"), progress.Elapsed));
        try
        {
            throw new RunnerException(await stack.WaitForEndAsync(stop));
        }
        catch (OperationCanceledException)
        {
            progress.Say("Stopping");
            return 0;
        }
    }

    /// <summary>Each sample through the public endpoints, on free ports and with empty data.</summary>
    public async Task<int> DemoAsync(CancellationToken stop)
    {
        var samples = Manifest.Read(options.Samples ?? checkout.DefaultSamples);
        var ports = Ports.Free();
        var stackSettings = new StackSettings(settings, ports);
        if (!stackSettings.WantsAzurite || !stackSettings.WantsBroker)
        {
            throw RunnerException.OfUsage("The demo runs on this machine only, but the settings name a storage account or a namespace in Azure.");
        }

        using var data = DataFolder.Open(Path.Combine(Data, "demo"));
        data.Empty();
        await using var stack = await LocalStack.StartAsync(checkout, stackSettings, options, data.Path, progress, time, stop);
        using var client = new RouterClient(ports.Site, new SampleRequest(settings, time));
        var results = await new DemoRun(client, progress, time).RunAsync(samples, stop);
        Console.WriteLine(options.Json ? string.Join(Environment.NewLine, results.Select(DemoReport.JsonLine)) : DemoReport.Table(results));
        foreach (var result in results.Where(result => result.Problem is not null))
        {
            await Console.Error.WriteLineAsync($"{result.Sample.Name}: {result.Problem}");
        }

        progress.Say($"Stopping; its data stay. To look around in them: ./infra/run.sh --data {data.Path}{Welcome.SettingsOption(options.SettingsFile)}");
        return results.All(result => result.Problem is null) ? 0 : 1;
    }

    /// <summary>One request of the caller's own to a Router that runs.</summary>
    public async Task<int> SendAsync(CancellationToken stop)
    {
        using var client = new RouterClient(PortsInUse.Site, new SampleRequest(settings, time));
        var receipt = await client.SendAsync(OwnSample.From(options.Words), stop);
        Console.WriteLine(options.Json ? System.Text.Json.JsonSerializer.Serialize(receipt, System.Text.Json.JsonSerializerOptions.Web) : $"Accepted. Its status: {receipt.Status}");
        return 0;
    }

    /// <summary>Lists or replays what has stopped, by the app's own command on the storage and the broker that the settings name.</summary>
    public Task<int> ReplayAsync(CancellationToken stop) =>
        RunAppAsync(["replay", .. options.Replayed, .. options.Json ? ["--json"] : Array.Empty<string>()], stop);

    /// <summary>One of the app's own commands on the storage and the broker that the settings name.</summary>
    public Task<int> RunAppAsync(IEnumerable<string> arguments, CancellationToken stop)
    {
        var environment = settings.Values.ToDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in new StackSettings(settings, PortsInUse, options.Mailbox).Overrides())
        {
            environment[name] = value;
        }

        if (settings["Site__Url"] is { } site && site.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            environment["Site__Url"] = site;
        }

        var app = options.AppRoot is { } root ? Path.Combine(root, "router") : checkout.ProgramOf("Router.Functions", "router");
        if (!File.Exists(app))
        {
            throw RunnerException.OfUsage($"There is no app in {options.AppRoot} (--app): {app} is missing.");
        }

        return PassThrough.RunAsync(app, arguments, stop, environment);
    }

    public int Secret()
    {
        Console.WriteLine(options.Words is [var name] ? settings[name] ?? throw Unknown(name) : throw RunnerException.OfUsage("secret NAME: give one name."));
        return 0;
    }

    private RunnerException Unknown(string name) =>
        RunnerException.OfUsage($"The settings have no {name}. They have: {string.Join(", ", settings.Values.Keys)}.");

    private static string SettingsFileOf(Checkout checkout, RunnerOptions options) => options switch
    {
        { SettingsFile: null } => checkout.DefaultSettings,
        { SettingsFile: { } file, Command: not ("up" or "demo") } when !Path.Exists(file) => throw RunnerException.OfUsage($"There is no settings file {file}."),
        { SettingsFile: { } file } => file,
    };
}
