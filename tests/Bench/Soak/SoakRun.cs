using System.Diagnostics;
using System.Globalization;

namespace Router.Bench.Soak;

/// <summary>Finds the most that the broker carries through sessions, then loads it with half of that and watches memory, locks and order.</summary>
internal static class SoakRun
{
    private const double FlatWithin = 0.05;
    private static readonly TimeSpan Measuring = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Report = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Draining = TimeSpan.FromMinutes(1);

    // Buffers and the log's image find their size first.
    private const double WarmUpShare = 1.0 / 6;
    private const string Config = """
        {"UserConfig":{"Namespaces":[{"Name":"bench","Queues":[{"Name":"soak","Properties":{"LockDuration":"PT1M","MaxDeliveryCount":10,"RequiresSession":true}}]}]}}
        """;

    /// <returns>0 when all was as promised.</returns>
    public static async Task<int> RunAsync(string program, TimeSpan length)
    {
        using var children = new BrokerChildren();
        var port = await children.StartOursAsync(program, Config, []);
        await using var load = await SoakLoad.OpenAsync(port, "RootManageSharedAccessKey", "SAS_KEY_VALUE", "soak");
        var most = await MeasureAsync(load);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Most through {SoakLoad.Sessions} sessions: {most:F0} messages/s. Half of it for {length.TotalMinutes:F0} minutes:"));

        var before = load.Settled;
        var started = Stopwatch.GetTimestamp();
        List<double> memory = [];
        while (Stopwatch.GetElapsedTime(started) < length)
        {
            memory.Add(await LoadAsync(load, most / 2, children.OurProcess));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Stopwatch.GetElapsedTime(started).TotalMinutes,4:F0} min  {memory[^1],6:F1} MiB  {load.Settled - before,10} messages  {load.Faults}"));
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await load.DrainAsync(Draining);
        return Judge(load, (load.Settled - before) / seconds, memory);
    }

    private static async Task<double> MeasureAsync(SoakLoad load)
    {
        var started = Stopwatch.GetTimestamp();
        var before = load.Settled;
        while (Stopwatch.GetElapsedTime(started) < Measuring)
        {
            await load.SendNextAsync();
        }

        return (load.Settled - before) / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>One report's time at a steady rate.</summary>
    /// <returns>The broker's memory in MiB, the mean of its samples.</returns>
    private static async Task<double> LoadAsync(SoakLoad load, double perSecond, Process broker)
    {
        List<double> samples = [];
        var started = Stopwatch.GetTimestamp();
        var sent = 0;
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (Stopwatch.GetElapsedTime(started) is var elapsed && elapsed < Report)
        {
            for (; sent < perSecond * elapsed.TotalSeconds; sent++)
            {
                await load.SendNextAsync();
            }

            if (samples.Count < elapsed.TotalSeconds / 2)
            {
                broker.Refresh();
                samples.Add(broker.WorkingSet64 / 1048576d);
            }

            await tick.WaitForNextTickAsync();
        }

        return samples.Average();
    }

    private static int Judge(SoakLoad load, double rate, List<double> memory)
    {
        var steady = memory.Skip((int)Math.Ceiling(memory.Count * WarmUpShare)).DefaultIfEmpty(memory[^1]).ToList();
        var middle = steady.Order().ElementAt(steady.Count / 2);
        var worst = steady.Max(each => Math.Abs((each / middle) - 1));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{load.Settled} settled, {rate:F0} messages/s · memory {middle:F1} MiB, a minute's mean at most {worst:P1} off after the first {memory.Count - steady.Count} minutes · {load.Faults} · left over {load.Outstanding}"));
        return worst <= FlatWithin && load.Faults == SoakFaults.None && load.Outstanding == 0 ? 0 : 1;
    }
}
