using Router.Kit;
using Xunit.Sdk;

namespace Router.Crash;

public sealed class When_the_app_is_killed_at_every_effect(StackFixture fixture, ITestOutputHelper output) : IClassFixture<StackFixture>
{
    [Theory]
    [InlineData("email", Signals.Kill)]
    [InlineData("form", Signals.Kill)]
    [InlineData("webhook", Signals.Kill)]
    [InlineData("email", Signals.Terminate)]
    [InlineData("form", Signals.Terminate)]
    [InlineData("webhook", Signals.Terminate)]
    public async Task Should_lose_and_double_nothing(string channel, int signal)
    {
        var effects = await fixture.Case.RunAsync(channel, $"{channel}-{signal}-calm");
        var plan = new KillPlan(effects);
        foreach (var kill in plan.Kills)
        {
            plan.Note(await fixture.Case.StrikeAsync(channel, $"{channel}-{signal}-{kill.At}-{kill.Point}", signal, kill));
        }

        await fixture.AssertHealthyAsync(plan.Kills.Count, plan.Injected, output);
        output.WriteLine($"{effects} effects · {plan}");
        plan.AssertInjected();
    }

    [Fact]
    public async Task Should_be_reported_when_nothing_was_injected()
    {
        const int Beyond = 100_000;
        var plan = new KillPlan(effects: 1);

        var effects = await fixture.Case.RunAsync("form", "nothing-injected", Signals.Kill, (Beyond, KillPoint.Before));
        plan.Note(fixture.Stack.Effects.Strikes);

        Assert.InRange(effects, 1, Beyond - 1);
        Assert.ThrowsAny<XunitException>(plan.AssertInjected);
    }

    [Fact]
    public void Should_be_reported_when_there_was_nothing_to_kill_at() => Assert.ThrowsAny<XunitException>(new KillPlan(effects: 0).AssertInjected);
}
