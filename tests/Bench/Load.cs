using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Router.Kit;

namespace Router.Bench;

/// <summary>Intake latency and requests per second from post to place, everything on this machine.</summary>
internal static class Load
{
    private const int Warmup = 50;
    private const int Requests = 1_000;
    private const int Senders = 16;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static async Task<int> RunAsync(string app)
    {
        await using var stack = await LocalStack.StartAsync(new StackOptions { App = Path.GetFullPath(app) });
        var oracle = new Oracle(stack.StorageConnectionString);
        await SendAsync(stack, "warm", Warmup);
        var started = Stopwatch.GetTimestamp();
        var (ids, latencies) = await SendAsync(stack, "load", Requests);
        var taken = Stopwatch.GetElapsedTime(started);
        await oracle.DrainAsync(ids, Limit);
        var done = Stopwatch.GetElapsedTime(started);
        var sorted = latencies.Order().ToArray();
        Console.WriteLine("| load, forms in turn with mail and webhooks | figure |");
        Console.WriteLine("|---|---|");
        Print("intake p50, ms", sorted[sorted.Length / 2]);
        Print("intake p99, ms", sorted[(int)(sorted.Length * 0.99)]);
        Print($"intake, requests/s ({Senders} senders)", Requests / taken.TotalSeconds);
        Print("post to place, requests/s", Requests / done.TotalSeconds);
        return 0;
    }

    private static async Task<(IReadOnlyCollection<string> Ids, IReadOnlyCollection<double> Latencies)> SendAsync(LocalStack stack, string run, int count)
    {
        var sender = new Sender(stack.Client);
        var ids = new ConcurrentBag<string>();
        var latencies = new ConcurrentBag<double>();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (number, _) =>
        {
            var channel = Sender.Channels[number % Sender.Channels.Count];
            var started = Stopwatch.GetTimestamp();
            ids.Add(await sender.SendUntilAcknowledgedAsync(
                channel, $"{run}-{number}", $"Request {number}", $"Could you please add feature {number} to the product? It would help us a lot.", Limit));
            latencies.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        });
        return (ids, latencies);
    }

    private static void Print(string name, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {value:F1} |"));
}
