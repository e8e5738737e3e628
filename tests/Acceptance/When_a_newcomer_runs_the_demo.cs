using System.Text.Json.Nodes;
using Router.Kit;

namespace Router.Acceptance;

public sealed class When_a_newcomer_runs_the_demo(ITestOutputHelper output)
{
    private const double LeastRight = 0.85;
    private static readonly string[] Kinds = ["doing", "building", "fixing"];

    [Fact]
    public async Task Should_take_every_sample_to_its_place()
    {
        using var demo = ChildProcess.Start("demo", Checkout.FileOf("infra", "run.sh"), ["demo", "--json"]);

        var exitCode = await demo.WaitForExitAsync(TimeSpan.FromMinutes(8));

        var results = demo.Output.Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(0, exitCode);
        Assert.True(results.Count >= 30, $"{results.Count} samples came back.");
        var decided = results.Where(result => Kinds.Contains((string?)result["expect"])).ToList();
        var wrong = decided.Where(result => (string?)result["kind"] != (string?)result["expect"]).ToList();
        wrong.ForEach(result => output.WriteLine(result.ToJsonString()));
        Assert.True(wrong.Count <= decided.Count * (1 - LeastRight), $"{wrong.Count} of {decided.Count} samples are of another kind.");
        Assert.Equal(["answer", "board", "bugs"], new[] { "answer", "board", "bugs" }.Where(place => results.Any(result => (string?)result["place"] == place)));
    }
}
