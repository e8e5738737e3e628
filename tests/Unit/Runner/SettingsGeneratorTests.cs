using System.Text.Json.Nodes;
using Router.Runner;
using Router.Runner.Settings;

namespace Router.Unit.Runner;

public sealed class SettingsGeneratorTests
{
    private const string Sample = """
        {"IsEncrypted":false,"Values":{"Plain":"kept","Email__Secret":"generate","Sources__standard__Secret":"generate",
         "ServiceBus":"Endpoint=sb://127.0.0.1;SharedAccessKey=generate;UseDevelopmentEmulator=true"}}
        """;

    private readonly SettingsGenerator generator;
    private byte next;

    public SettingsGeneratorTests() => generator = new SettingsGenerator(length => [.. Enumerable.Repeat(++next, length)]);

    [Fact]
    public void Complete_FirstRun_EachSecretIsItsOwn()
    {
        var values = JsonNode.Parse(Complete(Sample, null)!)!["Values"]!;

        Assert.Equal("kept", (string?)values["Plain"]);
        Assert.Equal(Secret(1), (string?)values["Email__Secret"]);
        Assert.Equal("whsec_" + Secret(2), (string?)values["Sources__standard__Secret"]);
        Assert.Equal($"Endpoint=sb://127.0.0.1;SharedAccessKey={Secret(3)};UseDevelopmentEmulator=true", (string?)values["ServiceBus"]);
    }

    [Fact]
    public void Complete_NothingNew_NothingToWrite() => Assert.Null(Complete(Sample, Complete(Sample, null)));

    [Fact]
    public void Complete_SampleHasGrown_OnlyTheNewIsAdded()
    {
        var values = JsonNode.Parse(Complete(Sample, """{"Values":{"Email__Secret":"mine","Plain":"mine","Own":"mine","ServiceBus":"mine"}}""")!)!["Values"]!;

        Assert.Equal(["mine", "mine", "mine", "mine", "whsec_" + Secret(1)], values.AsObject().Select(value => (string?)value.Value));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{ not json")]
    [InlineData("""{"Values":[]}""")]
    [InlineData("""{"Values":{"a":"1","a":"2"}}""")]
    [InlineData("""{"Values":{},"Values":{}}""")]
    public void Complete_NoSettings_SaysWhichFile(string existing)
    {
        var refusal = Assert.Throws<RunnerException>(() => Complete(Sample, existing));

        Assert.Equal(RunnerException.WrongUsage, refusal.ExitCode);
        Assert.StartsWith("mine.json is no settings file: ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    private string? Complete(string sample, string? existing) => generator.Complete(sample, existing, "mine.json");

    private static string Secret(byte filler) => Convert.ToBase64String([.. Enumerable.Repeat(filler, 32)]);
}
