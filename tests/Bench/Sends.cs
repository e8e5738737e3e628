using System.Diagnostics;
using System.Globalization;
using Router.Kit;
using Router.Messaging;

namespace Router.Bench;

/// <summary>Messages that the app's own sender brings to the broker in a second: one after the other, a hundred at once, and in calls of a hundred.</summary>
internal static class Sends
{
    private const int Alone = 300;
    private const int Crowd = 3000;
    private const int AtOnce = 100;
    private const string Config = """
        {"UserConfig":{"Namespaces":[{"Name":"bench","Queues":[{"Name":"triage"}]}]}}
        """;

    public static async Task<int> RunAsync(string program, int rounds)
    {
        using var children = new BrokerChildren();
        var port = await children.StartOursAsync(program, Config, []);
        await using var client = new MessagingClient(
            $"Endpoint=sb://127.0.0.1:{port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true");
        var started = Stopwatch.GetTimestamp();
        await client.StartAsync();
        await client.Sender.SendAsync(QueueNames.Triage, MessageOf(0), CancellationToken.None);
        Print("first send, ms", Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        for (var round = 0; round <= rounds; round++)
        {
            await MeasureAsync(round, "one by one", Alone, () => OneByOneAsync(client.Sender));
            await MeasureAsync(round, "100 in flight", Crowd, () => ManyAtOnceAsync(client.Sender));
            await MeasureAsync(round, "calls of 100", Crowd, () => InBatchesAsync(client.Sender));
        }

        return 0;
    }

    private static async Task OneByOneAsync(IMessageSender sender)
    {
        for (var number = 0; number < Alone; number++)
        {
            await sender.SendAsync(QueueNames.Triage, MessageOf(number), CancellationToken.None);
        }
    }

    private static Task ManyAtOnceAsync(IMessageSender sender) => Parallel.ForEachAsync(
        Enumerable.Range(0, Crowd),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (number, token) => await sender.SendAsync(QueueNames.Triage, MessageOf(number), token));

    private static async Task InBatchesAsync(IMessageSender sender)
    {
        foreach (var numbers in Enumerable.Range(0, Crowd).Chunk(AtOnce))
        {
            await sender.SendAsync(QueueNames.Triage, [.. numbers.Select(MessageOf)], CancellationToken.None);
        }
    }

    private static OutboundMessage MessageOf(int number) => new($"id-{number}", new MessageEnvelope(MessageNames.TriageRequest, $"partition-{number}"));

    /// <summary>The sender's processor time too: on a busy machine the rate says more about its neighbours. The first round warms up.</summary>
    private static async Task MeasureAsync(int round, string name, int messages, Func<Task> send)
    {
        var (started, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await send();
        if (round > 0)
        {
            Print($"{name}, messages/s", messages / Stopwatch.GetElapsedTime(started).TotalSeconds);
            Print($"{name}, processor time of each, µs", (Environment.CpuUsage.TotalTime - used).TotalMicroseconds / messages);
        }
    }

    private static void Print(string name, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {value:F0} |"));
}
