using Router.Kit;

namespace Router.Crash;

/// <summary>The oracle sees what it is there to see: each invariant's bug turns it red.</summary>
public sealed class When_a_bug_is_planted(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    [Theory]
    [InlineData("lost", "form")]
    [InlineData("duplicated", "form")]
    [InlineData("stuck", "form")]
    [InlineData("ghost", "email")]
    [InlineData("leaked", "email")]
    public async Task Should_turn_the_verdict_red(string bug, string channel)
    {
        await using var stack = await LocalStack.StartAsync(
            Checkout.BuildOf("Router.Planted"), new Dictionary<string, string> { ["Planted__Bug"] = bug }, executable: "Router.Planted");
        var crash = new CrashCase(stack, new Oracle(stack.StorageConnectionString), Limit);

        await crash.RunAsync(channel, $"planted-{bug}");

        var verdict = await crash.JudgeAsync();
        output.WriteLine($"{bug}: {verdict}");
        var count = bug switch
        {
            "lost" => verdict.Lost,
            "duplicated" => verdict.Duplicated,
            "stuck" => verdict.Stuck,
            "ghost" => verdict.Ghost,
            _ => verdict.Leaked,
        };
        Assert.True(count > 0, $"The oracle did not see the bug: {verdict}");
    }
}
