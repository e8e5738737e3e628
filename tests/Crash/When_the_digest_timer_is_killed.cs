using Router.Kit;

namespace Router.Crash;

public sealed class When_the_digest_timer_is_killed(ITestOutputHelper output)
{
    [Fact]
    public async Task Should_send_each_person_one_digest_a_period()
    {
        using var team = new DigestTeam();
        await using var stack = await LocalStack.StartAsync(settings: team.Settings());
        var digests = new DigestCase(stack, team);
        var effects = await digests.RunAsync();
        var plan = new KillPlan(effects);
        foreach (var (at, point) in plan.Kills)
        {
            await digests.RunAsync(at, point, Signals.Kill);
            plan.Note(stack.Effects.HasStruck);
        }

        var verdict = await digests.JudgeAsync();
        output.WriteLine($"queues {await stack.QueueDepthsAsync()}");
        output.WriteLine($"{effects} effects · {plan} · {verdict}");
        plan.AssertInjected();
        Assert.Equal(new Verdict((plan.Kills.Count + 1) * DigestTeam.People.Count, 0, 0, 0, 0, 0), verdict);
    }
}
