using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Router.Bench;

/// <summary>RabbitMQ and our broker as child processes on free loopback ports, with all they keep in one temporary folder.</summary>
internal sealed class BrokerChildren : IDisposable
{
    private const string RabbitScript = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-bench-");
    private readonly Dictionary<string, string> erlang = [];
    private readonly List<Process> started = [];

    /// <summary>For its memory; after it was started.</summary>
    public Process OurProcess { get; private set; } = null!;

    public async Task<int> StartRabbitAsync()
    {
        var port = FreePort();
        var plugins = Path.Combine(folder.FullName, "enabled_plugins");
        await File.WriteAllTextAsync(plugins, "[rabbitmq_amqp1_0].");
        erlang["HOME"] = folder.FullName;
        erlang["ERL_EPMD_PORT"] = $"{FreePort()}";
        erlang["ERL_EPMD_ADDRESS"] = "127.0.0.1";
        var settings = new Dictionary<string, string>(erlang)
        {
            ["RABBITMQ_NODENAME"] = "router-bench@localhost",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder.FullName, "mnesia"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(folder.FullName, "log"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = plugins,
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = $"{port}",
            ["RABBITMQ_DIST_PORT"] = $"{FreePort()}",
        };
        Start(RabbitScript, [], settings);
        await ListensAsync(port);
        return port;
    }

    public async Task<int> StartOursAsync(string program, string config, string[] options)
    {
        var port = FreePort();
        var file = Path.Combine(folder.FullName, "Config.json");
        await File.WriteAllTextAsync(file, config);
        OurProcess = Start(program, ["--port", $"{port}", "--http-port", "0", "--config", file, "--data", Path.Combine(folder.FullName, "data"), .. options], []);
        await ListensAsync(port);
        return port;
    }

    public void Dispose()
    {
        foreach (var process in started)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        // Erlang leaves its name server behind; this one is ours alone, by its port.
        if (erlang.Count > 0)
            Start("epmd", ["-kill"], erlang).WaitForExit();
        folder.Delete(recursive: true);
    }

    private Process Start(string program, string[] arguments, Dictionary<string, string> settings)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        started.Add(process);
        return process;
    }

    private static async Task ListensAsync(int port)
    {
        var since = TimeProvider.System.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (TimeProvider.System.GetElapsedTime(since) < Patience)
            {
                await tick.WaitForNextTickAsync();
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
