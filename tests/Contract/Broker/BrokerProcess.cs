using System.Diagnostics;
using Router.Broker;

namespace Router.Contract.Broker;

/// <summary>The broker as its own process, which can be killed.</summary>
internal sealed class BrokerProcess : IDisposable
{
    private readonly Process process;

    private BrokerProcess(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    public ServiceBusEndpoint Endpoint => new("127.0.0.1", Port, false, new BrokerOptions { ConfigJson = "" }.KeyName, new BrokerOptions { ConfigJson = "" }.Key);

    public static async Task<BrokerProcess> StartAsync(string directory, int port = 0, params string[] more)
    {
        var config = Path.Combine(directory, "Config.json");
        await File.WriteAllTextAsync(config, ContractQueues.ConfigJson);
        var process = Launch([.. (string[])["--port", $"{port}", "--http-port", "0", "--config", config, "--data", Path.Combine(directory, "data")], .. more]);
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
        return new BrokerProcess(process, new Uri(line.Replace("listening ", "", StringComparison.Ordinal)).Port);
    }

    public static Process Launch(params string[] arguments) => Launch(new Dictionary<string, string>(), arguments);

    public static Process Launch(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "router-broker.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>SIGKILL: no handler runs, no buffer is flushed.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
