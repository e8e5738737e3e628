using System.Diagnostics;
using Router.Kit;

namespace Router.Crash.Faults;

public sealed class When_everything_fails_at_once(FaultLedger ledger, ITestOutputHelper output)
{
    private static readonly TimeSpan ToDrain = TimeSpan.FromMinutes(5);
    private static readonly int Seeds = KillPlan.SizeOf("ROUTER_CHAOS_SEEDS", whole: 20, sample: 1);
    private static readonly int Requests = KillPlan.SizeOf("ROUTER_CHAOS_REQUESTS", whole: 1_000, sample: 100);

    // A thousand at once wait longer for their turn than one does; sent again meanwhile, they would only make the queue longer.
    private static readonly Dictionary<string, string> Settings = new() { ["Messaging__ResendAfterSeconds"] = "20" };

    public static TheoryData<int> SeedsToRun { get; } = [.. Enumerable.Range(KillPlan.Seed, Seeds)];

    [Theory]
    [MemberData(nameof(SeedsToRun))]
    public async Task Should_lose_and_double_nothing(int seed)
    {
        var started = Stopwatch.GetTimestamp();
        await using var stack = await LocalStack.StartAsync(new StackOptions { Settings = Settings, HasShortLocks = true });
        var chaos = new Chaos(stack, seed, Requests);
        await chaos.RunAsync();
        var sent = Stopwatch.GetElapsedTime(started);
        var oracle = new Oracle(stack.StorageConnectionString);
        await oracle.DrainAsync(chaos.Acknowledged, ToDrain);
        await stack.Broker.RunsEmptyAsync(ToDrain);

        var verdict = await oracle.JudgeAsync(chaos.Acknowledged, stack.HostOutput, CrashCase.Canary);
        ledger.Add(chaos.Planned, chaos.Struck, verdict);
        output.WriteLine($"seed {seed} · sent in {sent.TotalSeconds:F0} s, done after {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s · "
            + $"faults {chaos.Struck}/{chaos.Planned} ({string.Join(", ", chaos.StruckByName.Select(each => $"{each.Key} {each.Value}"))}) · parked {await oracle.ParkedAsync()} · {verdict}");
        foreach (var unfinished in (await oracle.DescribeUnfinishedAsync(chaos.Acknowledged)).Take(20))
        {
            output.WriteLine(unfinished);
        }

        Assert.Equal(Requests, verdict.Acknowledged);
        Assert.True(verdict.IsHealthy, $"{verdict}");
        Assert.True(chaos.Planned > 0 && chaos.Struck == chaos.Planned, $"Only {chaos.Struck} of {chaos.Planned} faults struck; not {string.Join(", ", chaos.Missed)}.");
    }
}
