using Router.Kit;
using Xunit.Sdk;

namespace Router.Crash;

public sealed class When_the_app_is_killed_at_every_effect(StackFixture fixture, ITestOutputHelper output) : IClassFixture<StackFixture>
{
    [Theory]
    [InlineData("email", Signals.Kill)]
    [InlineData("form", Signals.Kill)]
    [InlineData("webhook", Signals.Kill)]
    [InlineData("form", Signals.Terminate)]
    public async Task Should_lose_and_double_nothing(string channel, int signal)
    {
        var crash = fixture.Case;
        var effects = await crash.RunAsync(channel, $"{channel}-{signal}-calm");
        var plan = new KillPlan(effects);
        foreach (var (at, point) in plan.Kills)
        {
            await crash.RunAsync(channel, $"{channel}-{signal}-{at}-{point}", at, point, signal);
            plan.Note(fixture.Stack.Effects.HasStruck);
        }

        var verdict = await crash.JudgeAsync();
        foreach (var unfinished in await crash.DescribeUnfinishedAsync())
        {
            output.WriteLine(unfinished);
        }

        output.WriteLine($"queues {await fixture.Stack.QueueDepthsAsync()}");
        output.WriteLine($"{effects} effects · {plan} · {verdict}");
        plan.AssertInjected();
        Assert.Equal(new Verdict(crash.Acknowledged.Count, 0, 0, 0, 0, 0), verdict);
    }

    [Fact]
    public async Task Should_be_reported_when_nothing_was_injected()
    {
        const int Beyond = 100_000;
        var plan = new KillPlan(effects: 1);

        var effects = await fixture.Case.RunAsync("form", "nothing-injected", Beyond, KillPoint.Before, Signals.Kill);
        plan.Note(fixture.Stack.Effects.HasStruck);

        Assert.InRange(effects, 1, Beyond - 1);
        Assert.ThrowsAny<XunitException>(plan.AssertInjected);
    }

    [Fact]
    public void Should_be_reported_when_there_was_nothing_to_kill_at() => Assert.ThrowsAny<XunitException>(new KillPlan(effects: 0).AssertInjected);
}
