using System.Diagnostics;
using Router.Kit;

namespace Router.Crash.Faults;

/// <summary>Lets requests come in before, during and after a fault, and waits until all is done.</summary>
internal sealed class FaultRun(LocalStack stack, TimeSpan limit)
{
    private readonly Oracle oracle = new(stack.StorageConnectionString);
    private readonly Sender sender = new(stack.Client);
    private readonly List<string> acknowledged = [];

    /// <returns>How often the fault struck.</returns>
    public async Task<long> RunAsync(Fault fault)
    {
        stack.Effects.Reset();
        await SendOfEachChannelAsync($"{fault}-before");
        var before = await fault.CountAsync(stack);
        await fault.BeginAsync(stack);
        await SendOfEachChannelAsync($"{fault}-during");
        await LastAsync(fault, before);
        var struck = await fault.CountAsync(stack) - before;
        await fault.EndAsync(stack);
        await SendOfEachChannelAsync($"{fault}-after");
        await oracle.DrainAsync(acknowledged, limit);
        await stack.Broker.RunsEmptyAsync(limit);
        return struck;
    }

    public Task<Verdict> JudgeAsync() => oracle.JudgeAsync(acknowledged, stack.HostOutput, CrashCase.Canary);

    public Task<IReadOnlyList<string>> DescribeUnfinishedAsync() => oracle.DescribeUnfinishedAsync(acknowledged);

    private async Task SendOfEachChannelAsync(string key)
    {
        foreach (var channel in Sender.Channels)
        {
            var name = $"{key}-{channel}".Replace(' ', '-').Replace("'", "", StringComparison.Ordinal);
            var (subject, text) = Asks.Of(channel, name);
            acknowledged.Add(await sender.SendUntilAcknowledgedAsync(channel, name, subject, text, limit));
        }
    }

    /// <summary>Until it has struck, and as long as it is to last.</summary>
    private async Task LastAsync(Fault fault, long before)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < limit; await tick.WaitForNextTickAsync())
        {
            if (Stopwatch.GetElapsedTime(started) >= fault.Lasts && await fault.CountAsync(stack) - before >= fault.AtLeast)
            {
                return;
            }
        }
    }
}
