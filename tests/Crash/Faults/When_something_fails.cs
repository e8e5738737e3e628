namespace Router.Crash.Faults;

public sealed class When_something_fails(FaultFixture fixture, FaultLedger ledger, ITestOutputHelper output) : IClassFixture<FaultFixture>
{
    public static TheoryData<string> Faults { get; } = [.. FaultCatalogue.All.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Should_lose_and_double_nothing(string name)
    {
        var fault = FaultCatalogue.Named(name);
        var struck = await fixture.Run.RunAsync(fault);

        var verdict = await fixture.Run.JudgeAsync();
        var since = verdict - fixture.Judged;
        fixture.Judged = verdict;
        var hasStruck = struck >= fault.AtLeast;
        ledger.Add(1, hasStruck ? 1 : 0, since);
        output.WriteLine($"{name} struck {struck} times · {since}");
        foreach (var unfinished in await fixture.Run.DescribeUnfinishedAsync())
        {
            output.WriteLine(unfinished);
        }

        Assert.True(hasStruck, $"{name} struck {struck} times only.");
        Assert.True(since.IsHealthy, $"{name}: {since}");
    }
}
