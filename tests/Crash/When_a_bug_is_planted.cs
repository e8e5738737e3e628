using Router.Kit;

namespace Router.Crash;

/// <summary>The oracle sees what it is there to see: each invariant's bug turns its own count red and no other; without a bug all stay 0.</summary>
public sealed class When_a_bug_is_planted(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // These two never drain: what is waited for can't come.
    private static readonly TimeSpan LimitOfTheEndless = TimeSpan.FromSeconds(8);

    [Theory]
    [InlineData("none", "form")]
    [InlineData("lost", "form")]
    [InlineData("duplicated", "form")]
    [InlineData("stuck", "form")]
    [InlineData("ghost", "email")]
    [InlineData("leaked", "email")]
    public async Task Should_turn_only_its_count_red(string bug, string channel)
    {
        await using var stack = await LocalStack.StartAsync(StackOptions.WithBug(bug));
        var crash = new CrashCase(stack, new Oracle(stack.StorageConnectionString));
        if (bug is "lost" or "stuck")
        {
            crash.DrainLimit = LimitOfTheEndless;
        }

        await crash.RunAsync(channel, $"planted-{bug}");

        var verdict = await crash.JudgeAsync();
        output.WriteLine($"{bug}: {verdict}");
        var healthy = new Verdict(1, 0, 0, 0, 0, 0);
        Assert.Equal(
            bug switch
            {
                "lost" => healthy with { Lost = 1 },
                "duplicated" => healthy with { Duplicated = 1 },
                "stuck" => healthy with { Stuck = 1 },
                "ghost" => healthy with { Ghost = 1 },
                "leaked" => healthy with { Leaked = 1 },
                _ => healthy,
            },
            verdict);
    }

    [Fact]
    public async Task Should_see_a_digest_that_comes_under_another_key_each_time()
    {
        using var team = new DigestTeam();
        await using var stack = await LocalStack.StartAsync(StackOptions.WithBug("digests") with { Settings = team.Settings("digests") });
        var digests = new DigestCase(stack, team);
        await digests.RunAsync();

        await digests.RunAgainAsync(Limit);

        var verdict = await digests.JudgeAsync();
        output.WriteLine($"digests: {verdict}");
        Assert.True(verdict.Duplicated > 0, $"The second mail of a period was not seen: {verdict}");
    }

    /// <summary>Nothing else finds what a crash between a commit and its sending leaves, and the relay only what is written down as under way.</summary>
    [Theory]
    [InlineData("never-relays", 1)]
    [InlineData("ends-rounds-early", 1)]
    [InlineData("relays-in-two-lives", 2)]
    public async Task Should_see_a_relay_that_does_not_clean_up_after_a_crash(string bug, int kills)
    {
        var lives = Path.GetTempFileName();
        try
        {
            await using var stack = await LocalStack.StartAsync(
                StackOptions.WithBug(bug) with { Settings = new Dictionary<string, string> { ["Planted__Bug"] = bug, ["Planted__Lives"] = lives } });
            var crash = new CrashCase(stack, new Oracle(stack.StorageConnectionString));
            var effects = await crash.RunAsync("form", "calm");
            var verdict = await crash.JudgeAsync();
            Assert.True(verdict.IsHealthy, $"Without a crash: {verdict}");

            crash.DrainLimit = LimitOfTheEndless;
            for (var at = 1; at < effects && verdict.IsHealthy; at++)
            {
                await crash.RunAsync("form", $"killed-{at}", Signals.Kill, [.. Enumerable.Range(0, kills).Select(kill => (at + kill, KillPoint.After))]);
                verdict = await crash.JudgeAsync();
            }

            output.WriteLine($"{bug}: {verdict}");
            Assert.True(verdict.Stuck > 0, $"{bug} was not seen: {verdict}");
        }
        finally
        {
            File.Delete(lives);
        }
    }
}
