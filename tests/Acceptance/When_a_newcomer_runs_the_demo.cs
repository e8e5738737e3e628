using System.Globalization;
using System.Text.RegularExpressions;
using Router.Kit;

namespace Router.Acceptance;

public sealed partial class When_a_newcomer_runs_the_demo(DemoRun demo, ITestOutputHelper output) : IClassFixture<DemoRun>
{
    private const double LeastRight = 0.85;
    private const int Columns = 5;
    private static readonly string[] Kinds = ["doing", "building", "fixing"];

    [Fact]
    public async Task Should_take_every_sample_to_its_place()
    {
        var (exitCode, results) = await demo.Ended;

        Assert.Equal(0, exitCode);
        Assert.True(results.Count >= 30, $"{results.Count} samples came back.");
        var decided = results.Where(result => Kinds.Contains((string?)result["expect"])).ToList();
        var wrong = decided.Where(result => (string?)result["kind"] != (string?)result["expect"]).ToList();
        wrong.ForEach(result => output.WriteLine(result.ToJsonString()));
        Assert.True(wrong.Count <= decided.Count * (1 - LeastRight), $"{wrong.Count} of {decided.Count} samples are of another kind.");
        Assert.Equal(["answer", "board", "bugs"], new[] { "answer", "board", "bugs" }.Where(place => results.Any(result => (string?)result["place"] == place)));
    }

    [Fact]
    public async Task Should_leave_to_a_person_what_is_meant_to_be_unclear()
    {
        var unclear = (await demo.Ended).Results.Where(result => (string?)result["expect"] == "unclear").ToList();

        Assert.NotEmpty(unclear);
        Assert.All(unclear, result => Assert.Equal(("unclear", "waiting"), ((string?)result["kind"], (string?)result["state"])));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("infra/docs/try.md")]
    public async Task Should_come_out_as_the_pages_show(string page)
    {
        var shown = Table().Match(File.ReadAllText(Checkout.FileOf(page.Split('/')))).Groups[1].Value
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(" | ", Gap().Split(line).Take(Columns))).ToList();

        var results = (await demo.Ended).Results;

        Assert.NotEmpty(shown);
        Assert.Equal(results.Select(Row).Where(row => shown.Any(line => NameOf(line) == NameOf(row))).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    private static string Row(System.Text.Json.Nodes.JsonNode result) => string.Join(
        " | ", result["name"], result["channel"], result["kind"], ((double?)result["confidence"])?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-", result["place"] ?? result["state"]);

    private static string NameOf(string row) => row.Split(' ')[0];

    // Below the line of dashes, up to the end of the block.
    [GeneratedRegex(@"^request +channel .*\n-[- ]+\n((?:[^`\n].*\n)+)```", RegexOptions.Multiline)]
    private static partial Regex Table();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gap();
}
