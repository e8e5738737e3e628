using System.Diagnostics;
using Router.Kit;

namespace Router.Crash.Faults;

/// <summary>Requests from several senders at once, one in ten with a fault of the seed's choice around it, one in a hundred with the app's death.</summary>
internal sealed class Chaos(LocalStack stack, int seed, int requests)
{
    private const int Senders = 6;
    private const double FaultShare = 0.1;
    private const double KillShare = 0.01;
    private static readonly TimeSpan ToStrike = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ToBeginAgain = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ToSend = TimeSpan.FromMinutes(3);

    // A broker that is killed has to start again, a silent one to be missed: seconds each, so that they come with the kills. Copies and poison read or fill whole queues.
    private static readonly Fault[] Quick = [.. FaultCatalogue.All.Where(fault => fault is { Family: not FaultFamily.BrokerAway, AtLeast: 1 })];
    private static readonly Fault[] Slow = [.. FaultCatalogue.All.Where(fault => fault.Family == FaultFamily.BrokerAway)];

    private readonly Sender sender = new(stack.Client);
    private readonly SemaphoreSlim oneFault = new(1);
    private readonly List<string> acknowledged = [];

    public int Planned { get; private set; }

    /// <summary>Names of the faults that did not strike.</summary>
    public List<string> Missed { get; } = [];

    public int Struck => StruckByName.Values.Sum();

    public SortedDictionary<string, int> StruckByName { get; } = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Acknowledged => acknowledged;

    public async Task RunAsync()
    {
        var random = new Random(seed);
        var plans = Enumerable.Range(0, requests).Select(number => (number, Fault: Choose(random), Channel: Sender.Channels[random.Next(Sender.Channels.Count)])).ToList();
        await Parallel.ForEachAsync(plans, new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (plan, _) =>
        {
            if (plan.Fault is null)
            {
                await SendAsync(plan.Channel, plan.number);
            }
            else
            {
                await StrikeAsync(plan.Fault, () => SendAsync(plan.Channel, plan.number));
            }
        });
    }

    private async Task SendAsync(string channel, int number)
    {
        var key = $"chaos-{seed}-{number}";
        var (subject, text) = Asks.Of(channel, key);
        var id = await sender.SendUntilAcknowledgedAsync(channel, key, subject, text, ToSend);
        lock (acknowledged)
        {
            acknowledged.Add(id);
        }
    }

    private static Fault? Choose(Random random) => random.NextDouble() switch
    {
        < KillShare / 2 => FaultCatalogue.Kill(Signals.Kill),
        < KillShare => random.Next(2) == 0 ? FaultCatalogue.Kill(Signals.Terminate) : Slow[random.Next(Slow.Length)],
        < KillShare + FaultShare => Quick[random.Next(Quick.Length)],
        _ => null,
    };

    /// <summary>One at a time, so that each is seen to strike; the request itself gives it something to strike at.</summary>
    private async Task StrikeAsync(Fault fault, Func<Task> sendAsync)
    {
        await oneFault.WaitAsync();
        try
        {
            Planned++;
            var before = await fault.CountAsync(stack);
            await fault.BeginAsync(stack);
            await sendAsync();
            if (await HasStruckAsync(fault, before))
            {
                StruckByName[fault.Name] = StruckByName.GetValueOrDefault(fault.Name) + 1;
            }
            else
            {
                Missed.Add(fault.Name);
            }

            await fault.EndAsync(stack);
        }
        finally
        {
            oneFault.Release();
        }
    }

    private async Task<bool> HasStruckAsync(Fault fault, long before)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var begun = Stopwatch.GetTimestamp();
        for (var started = begun; Stopwatch.GetElapsedTime(started) < ToStrike; await tick.WaitForNextTickAsync())
        {
            if (await fault.CountAsync(stack) > before)
            {
                return true;
            }

            // In the moment that another fault left nothing to cut there was nothing to strike at.
            if (Stopwatch.GetElapsedTime(begun) > ToBeginAgain)
            {
                begun = Stopwatch.GetTimestamp();
                await fault.BeginAsync(stack);
            }
        }

        return false;
    }
}
