using Router.Kit;

namespace Router.Crash;

/// <summary>One stack for a class of crash tests, and the case that holds all of its requests: the oracle would take another's for unasked ones.</summary>
public sealed class StackFixture(FaultLedger ledger) : IAsyncLifetime
{
    private Verdict judged = Verdict.Nothing;

    internal LocalStack Stack { get; private set; } = null!;

    internal CrashCase Case { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Stack = await LocalStack.StartAsync();
        Case = new CrashCase(Stack, new Oracle(Stack.StorageConnectionString));
        judged = Verdict.Nothing;
    }

    /// <summary>An empty stack: one with hundreds of requests gets slow.</summary>
    public async Task RenewAsync()
    {
        await Stack.DisposeAsync();
        await InitializeAsync();
    }

    /// <summary>Fails unless all that came in since the last judgement is done, and done once.</summary>
    public async Task AssertHealthyAsync(int faults, int struck, ITestOutputHelper output)
    {
        var verdict = await Case.JudgeAsync();
        var since = verdict - judged;
        judged = verdict;
        ledger.Add(faults, struck, since);
        output.WriteLine($"faults {struck}/{faults} · {since}");
        if (!since.IsHealthy)
        {
            output.WriteLine($"queues {await Stack.Broker.QueueDepthsAsync()}");
            foreach (var unfinished in await Case.DescribeUnfinishedAsync())
            {
                output.WriteLine(unfinished);
            }
        }

        Assert.True(since.IsHealthy, $"{since}");
    }

    public ValueTask DisposeAsync() => Stack?.DisposeAsync() ?? ValueTask.CompletedTask;
}
