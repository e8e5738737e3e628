using Router.Messaging.DeadLetters;
using Router.Requests;

namespace Router.Unit.Messaging;

public sealed class ReplayArgumentsTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void Parse_Nothing_AList() => Assert.True(ReplayArguments.Parse([], out _)!.IsList);

    [Fact]
    public void Parse_Choice_Read()
    {
        Assert.True(RequestId.TryParse(Id, out var id));

        Assert.Equal(new ReplayArguments("doing", id, All: false, Json: true), ReplayArguments.Parse(["--queue", "doing", "--json", "--request", Id], out _));
        Assert.Equal(new ReplayArguments(null, null, All: true, Json: false), ReplayArguments.Parse(["--all"], out _));
    }

    [Theory]
    [InlineData("--queue is one of", "--queue")]
    [InlineData("--queue is one of", "--queue", "nothing")]
    [InlineData("--request is a request's id", "--request", "nothing")]
    [InlineData("'everything' is no option", "everything")]
    [InlineData("--all is everything", "--all", "--queue", "doing")]
    public async Task Run_WrongArguments_SaidAndExitCode2(string expected, params string[] words)
    {
        var error = new StringWriter();

        Assert.Equal(ReplayCommand.WrongArguments, await ReplayCommand.RunAsync(words, TextWriter.Null, error));

        Assert.StartsWith(expected, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Means_QueueAndRequest_Both()
    {
        Assert.True(RequestId.TryParse(Id, out var id));
        var step = new StoppedStep(new StoppedStepId.Parked(id), "doing", Id, "AnswerFromDocs", "why", null, null);

        Assert.True(new ReplayArguments("doing", id, false, false).Means(step));
        Assert.False(new ReplayArguments("triage", id, false, false).Means(step));
        Assert.False(new ReplayArguments(null, id, false, false).Means(step with { Request = null }));
    }

    [Theory]
    [InlineData($"parked.{Id}", true)]
    [InlineData("dead.triage.17", true)]
    [InlineData("parked.nonsense", false)]
    [InlineData("dead.nothing.17", false)]
    [InlineData("dead.triage.-1", false)]
    [InlineData("dead.triage.1.2", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void StepId_Text_TheSameBackOrRefused(string? text, bool known)
    {
        Assert.Equal(known, StoppedStepId.TryParse(text, out var id));
        Assert.Equal(known ? text : null, id?.ToString());
    }
}
