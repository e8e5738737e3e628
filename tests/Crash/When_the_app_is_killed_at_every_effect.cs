using System.Globalization;
using Router.Kit;

namespace Router.Crash;

public sealed class When_the_app_is_killed_at_every_effect(StackFixture fixture, ITestOutputHelper output) : IClassFixture<StackFixture>
{
    // The whole matrix runs with infra/test.sh --all; elsewhere a sample that the seed picks.
    private const int SampleOneIn = 5;
    private static readonly bool All = Environment.GetEnvironmentVariable("ROUTER_TEST_ALL") == "1";
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("ROUTER_TEST_SEED"), CultureInfo.InvariantCulture, out var given)
        ? given
        : Random.Shared.Next(10_000);

    [Theory]
    [InlineData("email", Signals.Kill)]
    [InlineData("form", Signals.Kill)]
    [InlineData("webhook", Signals.Kill)]
    [InlineData("form", Signals.Terminate)]
    public async Task Should_lose_and_double_nothing(string channel, int signal)
    {
        var crash = fixture.Case;
        var effects = await crash.RunAsync(channel, $"{channel}-{signal}-calm");
        var random = new Random(Seed);
        var (injected, planned) = (0, 0);
        for (var at = 1; at <= effects; at++)
        {
            foreach (var point in Enum.GetValues<KillPoint>())
            {
                if (!All && random.Next(SampleOneIn) != 0)
                {
                    continue;
                }

                planned++;
                await crash.RunAsync(channel, $"{channel}-{signal}-{at}-{point}", at, point, signal);
                injected += fixture.Stack.Effects.HasStruck ? 1 : 0;
            }
        }

        var verdict = await crash.JudgeAsync();
        foreach (var unfinished in await crash.DescribeUnfinishedAsync())
        {
            output.WriteLine(unfinished);
        }

        output.WriteLine($"queues {await fixture.Stack.QueueDepthsAsync()}");
        output.WriteLine($"seed {Seed} · {effects} effects · faults {injected}/{planned} · {verdict}");
        Assert.True(injected > planned / 2, $"Only {injected} of {planned} planned kills struck.");
        Assert.Equal(new Verdict(crash.Acknowledged.Count, 0, 0, 0, 0, 0), verdict);
    }
}
