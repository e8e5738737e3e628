using System.Text.Json;
using Router.Triage;

namespace Router.Unit.Triage;

public sealed class ClassifyCommandTests
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    [Fact]
    public async Task RunAsync_Messages_AnsweredInOrder()
    {
        var exitCode = await RunAsync(
            """
            {"id":"a","title":"","body":"The app crashes with an error."}

            {"id":7,"title":"Dark mode","body":"Could you add a dark mode option?"}
            """);

        Assert.Equal(0, exitCode);
        Assert.Equal(["a fixing", "7 building"], Answers().Select(answer => $"{answer.GetProperty("id")} {answer.GetProperty("kind")}"));
        var probabilities = Answers()[0].GetProperty("probabilities");
        Assert.Equal(["doing", "building", "fixing", "nothing"], probabilities.EnumerateObject().Select(property => property.Name));
        Assert.False(Answers()[0].GetProperty("unclear").GetBoolean());
        Assert.Contains(Answers()[0].GetProperty("severity").GetString(), new[] { "low", "medium", "high", "critical" });
        Assert.False(Answers()[1].TryGetProperty("severity", out _));
        Assert.Empty(error.ToString());
    }

    [Fact]
    public async Task RunAsync_NotSureEnough_LikeliestKindMarkedUnclear()
    {
        await RunAsync("""{"id":"a","title":"x","body":"?"}""", coverage: 0);

        Assert.True(Assert.Single(Answers()).GetProperty("unclear").GetBoolean());
        Assert.Contains(Answers()[0].GetProperty("kind").GetString(), new[] { "doing", "building", "fixing" });
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"title\":\"no id\",\"body\":\"b\"}")]
    [InlineData("{\"id\":\"no text\"}")]
    [InlineData("{\"id\":\"a\",\"title\":1,\"body\":\"b\"}")]
    public async Task RunAsync_BadLine_NamedAndTheRestProcessed(string bad)
    {
        var exitCode = await RunAsync($$"""{"id":"a","title":"t","body":"b"}{{"\n"}}{{bad}}{{"\n"}}{"id":"b","title":"t","body":"b"}""");

        Assert.Equal(1, exitCode);
        Assert.Equal(["a", "b"], Answers().Select(answer => answer.GetProperty("id").GetString()));
        Assert.StartsWith("line 2: ", Assert.Single(error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private Task<int> RunAsync(string input, double coverage = 0.9) =>
        ClassifyCommand.RunAsync(new StringReader(input), output, error, ModelInUse.Shipped, coverage);

    private JsonElement[] Answers() =>
        [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
