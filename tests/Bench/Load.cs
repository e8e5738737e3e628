using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Router.Kit;

namespace Router.Bench;

/// <summary>Intake latency and requests per second from post to place, everything on this machine, with a number of requests stored before; several builds take turns.</summary>
internal static class Load
{
    private const int Warmup = 50;
    private const int Senders = 16;

    // The broker is asked, not the tables: looking for what is done would cost more than doing it.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan EmptyFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <param name="apps">Published builds; in each round each has its turn.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> apps, int stored, int requests, int rounds)
    {
        Console.WriteLine($"{requests} forms, mails and webhooks in turn by {Senders} senders, {stored} requests stored before.");
        Console.WriteLine("| round | build | intake p50, ms | intake p99, ms | intake, requests/s | post to place, requests/s |");
        Console.WriteLine("|---|---|---|---|---|---|");
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var app in apps)
            {
                await MeasureAsync(round, app, stored, requests);
            }
        }

        return 0;
    }

    private static async Task MeasureAsync(int round, string app, int stored, int requests)
    {
        await using var stack = await LocalStack.StartAsync(new StackOptions { App = Path.GetFullPath(app) });
        await StoredRequests.FillAsync(stack.StorageConnectionString, stored);
        await SendAsync(stack, "warm", Warmup);
        await RunEmptyAsync(stack.Broker);

        var started = Stopwatch.GetTimestamp();
        var (ids, latencies) = await SendAsync(stack, "load", requests);
        var taken = Stopwatch.GetElapsedTime(started);
        var done = Stopwatch.GetElapsedTime(started, await RunEmptyAsync(stack.Broker));
        await new Oracle(stack.StorageConnectionString).DrainAsync(ids, TimeSpan.FromMinutes(1));
        var verdict = await new Oracle(stack.StorageConnectionString).JudgeAsync([.. ids], stack.HostOutput, "no such text");
        if (verdict is not { Lost: 0, Stuck: 0 })
        {
            throw new InvalidOperationException($"Not all came to its place: {verdict}");
        }

        var sorted = latencies.Order().ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {round} | {app} | {sorted[sorted.Length / 2]:F0} | {sorted[(int)(sorted.Length * 0.99)]:F0} | {requests / taken.TotalSeconds:F1} | {requests / done.TotalSeconds:F1} |"));
    }

    /// <returns>When the last message was seen in a queue.</returns>
    private static async Task<long> RunEmptyAsync(StackBroker broker)
    {
        var last = Stopwatch.GetTimestamp();
        using var tick = new PeriodicTimer(LookEvery);
        for (var started = last; Stopwatch.GetElapsedTime(last) < EmptyFor; await tick.WaitForNextTickAsync())
        {
            if (await broker.SumDepthsAsync("active", "locked", "scheduled") > 0)
            {
                last = Stopwatch.GetTimestamp();
            }

            if (Stopwatch.GetElapsedTime(started) > Limit)
            {
                throw new TimeoutException($"The queues were not empty after {Limit}.");
            }
        }

        return last;
    }

    private static async Task<(IReadOnlyCollection<string> Ids, IReadOnlyCollection<double> Latencies)> SendAsync(LocalStack stack, string run, int count)
    {
        var sender = new Sender(stack.Client);
        var ids = new ConcurrentBag<string>();
        var latencies = new ConcurrentBag<double>();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (number, _) =>
        {
            var channel = Sender.Channels[number % Sender.Channels.Count];
            var (subject, text) = TextOf(number);
            var started = Stopwatch.GetTimestamp();
            ids.Add(await sender.SendUntilAcknowledgedAsync(channel, $"{run}-{number}", $"{subject} {number}", text, Limit));
            latencies.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        });
        return (ids, latencies);
    }

    private static (string Subject, string Text) TextOf(int number) => (number / Sender.Channels.Count % 3) switch
    {
        0 => ("Feature request", $"Could you please add feature {number} to the product? It would help us a lot."),
        1 => ("Accepting an invitation fails", $"Clicking accept on invitation {number} shows an error and nothing happens. It is broken."),
        _ => ("How do I publish an item?", $"How do I publish content item {number}? Where can I find the steps?"),
    };
}
