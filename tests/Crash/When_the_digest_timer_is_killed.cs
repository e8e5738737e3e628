using Router.Kit;

namespace Router.Crash;

public sealed class When_the_digest_timer_is_killed(FaultLedger ledger, ITestOutputHelper output)
{
    [Fact]
    public async Task Should_send_each_person_one_digest_a_period()
    {
        using var team = new DigestTeam();
        await using var stack = await LocalStack.StartAsync(new StackOptions { Settings = team.Settings() });
        var digests = new DigestCase(stack, team);
        var effects = await digests.RunAsync();
        var plan = new KillPlan(effects);
        foreach (var kill in plan.Kills)
        {
            plan.Note(await digests.StrikeAsync(Signals.Kill, kill));
        }

        var verdict = await digests.JudgeAsync();
        ledger.Add(plan.Kills.Count, plan.Injected, verdict);
        output.WriteLine($"queues {await stack.Broker.QueueDepthsAsync()}");
        output.WriteLine($"{effects} effects · {plan} · {verdict}");
        plan.AssertInjected();
        Assert.True(verdict.IsHealthy, $"{verdict}");
        Assert.True(verdict.Acknowledged >= (plan.Kills.Count + 1) * DigestTeam.People.Count, $"{verdict}");
    }
}
