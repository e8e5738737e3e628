using Router.Kit;

namespace Router.Crash;

/// <summary>From the board to the bugs and back again: what it left is taken back, what it reached is made, each once, wherever the app dies.</summary>
public sealed class When_a_person_moves_a_request(StackFixture fixture, ITestOutputHelper output) : IClassFixture<StackFixture>
{
    [Theory]
    [InlineData(Signals.Kill)]
    [InlineData(Signals.Terminate)]
    public async Task Should_leave_nothing_behind_and_double_nothing(int signal)
    {
        var effects = await fixture.Case.MoveAsync($"move-{signal}-calm");
        var plan = new KillPlan(effects);
        foreach (var kill in plan.Kills)
        {
            plan.Note(await fixture.Case.StrikeMoveAsync($"move-{signal}-{kill.At}-{kill.Point}", signal, kill));
        }

        await fixture.AssertHealthyAsync(plan.Kills.Count, plan.Injected, output);
        output.WriteLine($"{effects} effects · {plan}");
        plan.AssertInjected();
    }
}
