using System.Text.Json.Nodes;
using Router.Connectors;
using Router.Intake.Webhooks.Preview;

namespace Router.Unit.Intake.Webhooks;

public sealed class SourcesCommandTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        File.Delete(_file);
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Test_Payload_RuleRequestAndWhereEachPartCameFrom()
    {
        Assert.Equal(0, await RunAsync("""{"type":"zen:event-type:ticket.created","detail":{"id":"35","subject":"Cannot publish","description":"It fails"}}""", "--source", "zendesk"));

        var shown = JsonNode.Parse(_output.ToString())!;
        Assert.Equal(("request", 1, "Cannot publish"), ((string)shown["outcome"]!, (int)shown["rule"]!, (string)shown["request"]!["subject"]!));
        Assert.Equal("zendesk:35", (string)shown["request"]!["threadKey"]!);
        Assert.Equal("/detail/subject", (string)shown["taken"]!["subject"]!);
    }

    [Fact]
    public async Task Test_Ignored_ReasonAndWhyNoRuleBeforeFitted()
    {
        Assert.Equal(0, await RunAsync("""{"action":"opened","issue":{"number":1,"title":"t"},"repository":{"full_name":"o/r"}}""", "--source", "github", "--header", "X-GitHub-Event: pull_request"));

        var shown = JsonNode.Parse(_output.ToString())!;
        Assert.Equal("ignore", (string)shown["outcome"]!);
        Assert.DoesNotContain("\\u0022", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("X-GitHub-Event", shown["unfit"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_WordsOfASender_NoControlReachesTheTerminal()
    {
        await RunAsync("""{"ticket":{"id":"1","subject":"Grüße \u001b[31m \u202e rot","description":"x"}}""", "--source", "zendesk");

        Assert.Contains("Grüße", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_output.ToString(), letter => letter is '\u001b' or '\u202e');
    }

    [Fact]
    public async Task Test_Refused_ProblemAndExitCode()
    {
        Assert.Equal(SourcesCommand.Refused, await RunAsync("{", "--like", "monday"));

        Assert.Equal("payload-malformed", (string)JsonNode.Parse(_output.ToString())!["problem"]!["code"]!);
    }

    [Fact]
    public async Task Test_NoSourceNamed_ShownForEach()
    {
        Assert.Equal(0, await RunAsync("""{"message":"M"}"""));

        Assert.Equal(
            ["standard", "github", "zendesk", "typeform", "slack", "monday", "googleforms", "microsoftforms"],
            JsonNode.Parse(_output.ToString())!.AsArray().Select(shown => (string)shown!["source"]!));
    }

    [Theory]
    [InlineData("--source", "nobody")]
    [InlineData("--like", "nothing")]
    [InlineData("--source")]
    [InlineData("--odd", "x")]
    [InlineData("--source", "github", "--like", "GitHub")]
    [InlineData("--header", "no colon")]
    public async Task Test_WrongArguments_SaysWhatThereIs(params string[] options)
    {
        Assert.Equal(SourcesCommand.WrongArguments, await RunAsync("{}", options));

        Assert.NotEmpty(_error.ToString());
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public async Task Test_NoFile_SaysSo()
    {
        Assert.Equal(SourcesCommand.WrongArguments, await SourcesCommand.RunAsync(["test", "/nowhere/payload.json"], ShippedConnectors.Schemes, null, _output, _error));

        Assert.Contains("can't be read", _error.ToString(), StringComparison.Ordinal);
    }

    private async Task<int> RunAsync(string payload, params string[] options)
    {
        await File.WriteAllTextAsync(_file, payload, TestContext.Current.CancellationToken);
        return await SourcesCommand.RunAsync(["test", _file, .. options], ShippedConnectors.Schemes, null, _output, _error);
    }
}
