using System.Globalization;

namespace Router.Bench;

/// <summary>RabbitMQ and our broker in turn, round by round in one run, so that what else the machine does weighs on both.</summary>
internal static class BrokerComparison
{
    private const int Rounds = 5;
    private const string Config = """
        {"UserConfig":{"Namespaces":[{"Name":"bench","Queues":[{"Name":"bench","Properties":{"LockDuration":"PT1M","MaxDeliveryCount":10}}]}]}}
        """;

    private static readonly (string Name, int Messages, Func<BrokerLane, Task> Run)[] Cases =
    [
        ("send awaited", BrokerLane.Alone, lane => lane.SendAloneAsync()),
        ("100 in flight", BrokerLane.Crowd, lane => lane.SendInFlightAsync()),
        ("batch of 100", BrokerLane.Crowd, lane => lane.SendBatchesAsync()),
        ("receive + settle, prefetch 100", BrokerLane.Alone + BrokerLane.Crowd + BrokerLane.Crowd, lane => lane.ReceiveAsync()),
    ];

    public static async Task<int> RunAsync(string program, string[] options)
    {
        using var children = new BrokerChildren();
        await using var rabbit = await BrokerLane.OpenAsync(await children.StartRabbitAsync(), "guest", "guest", "/queue/bench", hasBatches: false);
        await using var ours = await BrokerLane.OpenAsync(await children.StartOursAsync(program, Config, options), "RootManageSharedAccessKey", "SAS_KEY_VALUE", "bench", hasBatches: true);
        var rates = Cases.ToDictionary(one => one.Name, _ => (Rabbit: new List<double>(), Ours: new List<double>()), StringComparer.Ordinal);
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var one in Cases)
            {
                var (theirs, mine) = (await RateAsync(one.Messages, one.Run, rabbit), await RateAsync(one.Messages, one.Run, ours));
                if (round == 0)
                    continue; // warm-up
                rates[one.Name].Rabbit.Add(theirs);
                rates[one.Name].Ours.Add(mine);
            }
        }

        Print(rates, options);
        return 0;
    }

    private static async Task<double> RateAsync(int messages, Func<BrokerLane, Task> run, BrokerLane lane)
    {
        var since = TimeProvider.System.GetTimestamp();
        await run(lane);
        return messages / TimeProvider.System.GetElapsedTime(since).TotalSeconds;
    }

    private static void Print(Dictionary<string, (List<double> Rabbit, List<double> Ours)> rates, string[] options)
    {
        var durability = options.Contains("--fsync") ? "with --fsync (survives a power cut too)" : "without --fsync, the default (survives a kill, not a power cut)";
        Console.WriteLine($"RabbitMQ: durable classic queue, durable messages, which its documentation says it confirms once on disk. router-broker: --data {durability}, no duplicate detection.");
        Console.WriteLine("Batch: RabbitMQ has none; 100 sends, then all awaited. Settle: accepted without waiting for the broker's word, on both.");
        Console.WriteLine($"| messages/s, 1 KB, median of {Rounds} rounds | RabbitMQ | router-broker | ratio |\n|---|---|---|---|");
        var parts = new List<string>();
        foreach (var (name, (rabbit, ours)) in rates)
        {
            var (theirs, mine) = (Median(rabbit), Median(ours));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {theirs:F0} | {mine:F0} | {mine / theirs:F2} |"));
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"\"{name}\":{{\"rabbitmq\":{theirs:F0},\"broker\":{mine:F0},\"ratio\":{mine / theirs:F2}}}"));
        }

        Console.WriteLine("{" + string.Join(',', parts) + "}");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
