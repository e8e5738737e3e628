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
        var values = JsonNode.Parse(generator.Complete(Sample, null)!)!["Values"]!;

        Assert.Equal("kept", (string?)values["Plain"]);
        Assert.Equal(Secret(1), (string?)values["Email__Secret"]);
        Assert.Equal("whsec_" + Secret(2), (string?)values["Sources__standard__Secret"]);
        Assert.Equal($"Endpoint=sb://127.0.0.1;SharedAccessKey={Secret(3)};UseDevelopmentEmulator=true", (string?)values["ServiceBus"]);
    }

    [Fact]
    public void Complete_NothingNew_NothingToWrite() => Assert.Null(generator.Complete(Sample, generator.Complete(Sample, null)));

    [Fact]
    public void Complete_SampleHasGrown_OnlyTheNewIsAdded()
    {
        var values = JsonNode.Parse(generator.Complete(Sample, """{"Values":{"Email__Secret":"mine","Plain":"mine","Own":"mine","ServiceBus":"mine"}}""")!)!["Values"]!;

        Assert.Equal(["mine", "mine", "mine", "mine", "whsec_" + Secret(1)], values.AsObject().Select(value => (string?)value.Value));
    }

    [Fact]
    public void Complete_NoValues_SaysWhichFile() =>
        Assert.Contains("local.settings.json", Assert.Throws<RunnerException>(() => generator.Complete(Sample, "{}")).Message, StringComparison.Ordinal);

    private static string Secret(byte filler) => Convert.ToBase64String([.. Enumerable.Repeat(filler, 32)]);
}
