using Router.Kit;

namespace Router.Crash;

public sealed class When_the_app_is_killed_while_it_recovers(StackFixture fixture, ITestOutputHelper output) : IClassFixture<StackFixture>
{
    // The second kill strikes among the first effects after the first.
    private const int Recovering = 12;
    private const int CasesOfAStack = 50;
    private static readonly int Cases = KillPlan.SizeOf("ROUTER_RECOVERY_CASES", whole: 500, sample: 6);

    [Fact]
    public async Task Should_lose_and_double_nothing()
    {
        output.WriteLine($"seeds {KillPlan.Seed} to {KillPlan.Seed + Cases - 1}");
        for (var from = 0; from < Cases; from += CasesOfAStack)
        {
            if (from > 0)
            {
                await fixture.RenewAsync();
            }

            var seeds = Enumerable.Range(KillPlan.Seed + from, Math.Min(CasesOfAStack, Cases - from)).ToList();
            var struck = await StrikeTwiceAsync(seeds);
            await fixture.AssertHealthyAsync(2 * seeds.Count, struck, output);
            Assert.Equal(2 * seeds.Count, struck);
        }
    }

    private async Task<int> StrikeTwiceAsync(List<int> seeds)
    {
        var effects = new Dictionary<string, int>();
        foreach (var channel in Sender.Channels)
        {
            effects[channel] = await fixture.Case.RunAsync(channel, $"recovery-{channel}-calm-{seeds[0]}");
        }

        var struck = 0;
        foreach (var seed in seeds)
        {
            var random = new Random(seed);
            var channel = Sender.Channels[random.Next(Sender.Channels.Count)];
            var first = (At: random.Next(1, effects[channel]), Point: PointOf(random));
            var second = (At: first.At + random.Next(1, Recovering), Point: PointOf(random));
            var signal = random.Next(2) == 0 ? Signals.Kill : Signals.Terminate;
            struck += await fixture.Case.StrikeAsync(channel, $"recovery-{seed}", signal, first, second);
        }

        return struck;
    }

    private static KillPoint PointOf(Random random) => random.Next(2) == 0 ? KillPoint.Before : KillPoint.After;
}
