using Router.Kit;

namespace Router.Crash.Faults;

/// <summary>The matrix sees what it is there to see: a bug that shows only under a family's faults turns each of that family red.</summary>
public sealed class When_a_bug_waits_for_a_fault(ITestOutputHelper output)
{
    // What such a bug leaves is never done.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(12);

    [Theory]
    [InlineData("broker refuses connections", "never-reconnects")]
    [InlineData("links detached", "never-reconnects")]
    [InlineData("server busy", "never-tries-again")]
    [InlineData("lock of triage lost", "works-per-delivery")]
    [InlineData("tables unavailable", "answers-through-outages")]
    [InlineData("poison", "completes-what-failed")]
    public async Task Should_turn_the_verdict_red(string name, string bug)
    {
        await using var stack = await LocalStack.StartAsync(StackOptions.WithBug(bug) with { HasShortLocks = true });
        var run = new FaultRun(stack, Limit);

        var fault = FaultCatalogue.Named(name);
        var struck = await run.RunAsync(fault);

        var verdict = await run.JudgeAsync();
        output.WriteLine($"{name} with {bug}: struck {struck} times · {verdict}");
        if (fault.Family == FaultFamily.Poison)
        {
            Assert.True(struck < fault.AtLeast, "Poison that was completed counted as dead-lettered.");
            return;
        }

        Assert.True(struck > 0, $"{name} did not strike.");
        Assert.False(verdict.IsHealthy, $"{bug} was not seen: {verdict}");
    }

    /// <summary>Else the fault would not be what turned it red.</summary>
    [Theory]
    [InlineData("never-reconnects")]
    [InlineData("never-tries-again")]
    [InlineData("works-per-delivery")]
    [InlineData("answers-through-outages")]
    [InlineData("completes-what-failed")]
    public async Task Should_stay_green_without_the_fault(string bug)
    {
        await using var stack = await LocalStack.StartAsync(StackOptions.WithBug(bug) with { HasShortLocks = true });
        var crash = new CrashCase(stack, new Oracle(stack.StorageConnectionString));
        foreach (var channel in Sender.Channels)
        {
            await crash.RunAsync(channel, $"calm-{channel}");
        }

        var verdict = await crash.JudgeAsync();
        Assert.True(verdict.IsHealthy, $"{verdict}");
    }
}
