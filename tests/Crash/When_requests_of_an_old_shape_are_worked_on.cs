using Router.Kit;

namespace Router.Crash;

/// <summary>No data is migrated: what the version before left unfinished is read as it stands and finished, whatever dies meanwhile.</summary>
public sealed class When_requests_of_an_old_shape_are_worked_on(FaultLedger ledger, ITestOutputHelper output) : IAsyncLifetime
{
    private const int EffectsOfEach = 3;
    private static readonly int Requests = KillPlan.SizeOf("ROUTER_OLD_REQUESTS", whole: 5_000, sample: 45);
    private static readonly int Kills = KillPlan.SizeOf("ROUTER_OLD_KILLS", whole: 10, sample: 3);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3) + (Requests * TimeSpan.FromMilliseconds(500));
    private LocalStack stack = null!;

    public async ValueTask InitializeAsync() => stack = await LocalStack.StartAsync(new StackOptions { HasShortLocks = true });

    public ValueTask DisposeAsync() => stack?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Should_finish_each_once_and_keep_what_it_says()
    {
        var random = new Random(KillPlan.Seed);
        var kills = Enumerable.Range(1, Requests * EffectsOfEach).ToArray();
        random.Shuffle(kills);
        stack.Effects.Reset(kills.Take(Kills).Select(at => (at, random.Next(2) == 0 ? KillPoint.Before : KillPoint.After)), () => stack.SignalApp(Signals.Kill));
        var oracle = new Oracle(stack.StorageConnectionString);

        var before = await OldShape.WriteAsync(stack.StorageConnectionString, Requests);
        await oracle.DrainAsync([.. before.Keys], Limit);

        var verdict = await oracle.JudgeAsync([.. before.Keys], stack.HostOutput, CrashCase.Canary);
        ledger.Add(Kills, stack.Effects.Strikes, verdict);
        output.WriteLine($"seed {KillPlan.Seed} · requests {Requests} · kills {stack.Effects.Strikes}/{Kills} · {verdict}");
        Assert.True(verdict.IsHealthy, $"{verdict}");
        Assert.Equal(Kills, stack.Effects.Strikes);
        var after = await oracle.ReadRequestsAsync();
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        Assert.All(before, each => Assert.Equal(OldShape.ContentOf(each.Value), OldShape.ContentOf(after[each.Key])));
    }
}
