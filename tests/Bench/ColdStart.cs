using System.Diagnostics;
using System.Globalization;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;
using Router.FunctionsHost;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Queues;
using Router.Kit;

namespace Router.Bench;

/// <summary>From the start of the worker's process to the first answered request, beside an app with nothing in it. The host runs here and is warm.</summary>
internal static class ColdStart
{
    private const int Runs = 15;

    public static async Task<int> RunAsync(string app, string emptyApp)
    {
        using var azurite = await Azurite.StartAsync();
        var folder = Directory.CreateTempSubdirectory("router-cold-start-");
        try
        {
            var ports = FreePort.Take(2);
            using var broker = new StackBroker(folder.FullName, ports[0], ports[1], tlsPort: null, hasShortLocks: false);
            await broker.StartAsync();
            var settings = Path.Combine(folder.FullName, "local.settings.json");
            AppRoot.WriteSettings(settings, azurite.ConnectionString, broker.Port, StackBroker.Key, 7071, new Dictionary<string, string>());
            var figures = new Dictionary<string, List<(double Ready, double Answered)>> { ["Router"] = [], ["empty app"] = [] };
            await MeasureAsync(app, settings);
            await MeasureAsync(emptyApp, settings);
            for (var run = 0; run < Runs; run++)
            {
                figures["Router"].Add(await MeasureAsync(app, settings));
                figures["empty app"].Add(await MeasureAsync(emptyApp, settings));
            }

            Print(figures);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    internal static string Spread(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[0]:F0} / {sorted[sorted.Length / 2]:F0} / {sorted[^1]:F0}");
    }

    private static async Task<(double Ready, double Answered)> MeasureAsync(string app, string settings)
    {
        var options = new FunctionsHost.HostOptions { AppRoot = Path.GetFullPath(app), SettingsFile = settings, StateDirectory = Path.Combine(Path.GetDirectoryName(settings)!, "state"), Port = 0 };
        var definition = AppDefinition.Read(options.AppRoot, HostSettings.Read(settings, _ => null));
        await using var host = new LocalHost(options, definition, new NoQueues(), TimeProvider.System, NullLoggerFactory.Instance);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        var started = Stopwatch.GetTimestamp();
        await host.StartAsync(CancellationToken.None);
        var ready = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        using var answer = await client.GetAsync(new Uri(new Uri(host.Address), "/"));
        var answered = Stopwatch.GetElapsedTime(started).TotalMilliseconds;

        await host.StopAsync();
        return (int)answer.StatusCode < 400 ? (ready, answered) : throw new InvalidOperationException($"{app} answered {(int)answer.StatusCode}.");
    }

    private static void Print(Dictionary<string, List<(double Ready, double Answered)>> figures)
    {
        Console.WriteLine("| from process start, ms: min / median / max | functions loaded | first request answered |");
        Console.WriteLine("|---|---|---|");
        foreach (var (name, runs) in figures)
        {
            Console.WriteLine($"| {name} ({Runs} runs, in turn) | {Spread(runs.Select(run => run.Ready))} | {Spread(runs.Select(run => run.Answered))} |");
        }

        var pairs = figures["Router"].Zip(figures["empty app"], (ours, empty) => ours.Answered / empty.Answered).Order().ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| Router / empty app, pair by pair | | {pairs[0]:F2} / {pairs[pairs.Length / 2]:F2} / {pairs[^1]:F2} |"));
    }

    private sealed class NoQueues : IQueueConnector
    {
        public IQueueReader Connect(FunctionDefinition.Queue function, string connection, HostConfiguration configuration) => new NoQueue();
    }

    private sealed class NoQueue : IQueueReader
    {
        public Task StartAsync(Func<ServiceBusReceivedMessage, Task<bool>> handle, CancellationToken cancellation) => Task.CompletedTask;

        public Task StopAsync() => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
