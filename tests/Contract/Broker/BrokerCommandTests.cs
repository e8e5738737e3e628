using Router.Broker;

namespace Router.Contract.Broker;

/// <summary>The broker as somebody starts it by hand.</summary>
public sealed class BrokerCommandTests
{
    [Fact]
    public async Task Start_SaysWhatAClientNeeds()
    {
        using var broker = BrokerProcess.Launch("--port", "0", "--tls-port", "0", "--http-port", "0", "--accept-jwt-issuer", "somebody");
        var said = new List<string>();
        while (said.Count < 6 && await broker.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            said.Add(line);
        broker.Kill();
        await broker.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("listening amqp://127.0.0.1:", said[0], StringComparison.Ordinal);
        Assert.Contains("Endpoint=sb://localhost:", said[1], StringComparison.Ordinal);
        Assert.Contains("amqps://localhost:", said[2], StringComparison.Ordinal);
        Assert.Contains("/health", said[3], StringComparison.Ordinal);
        Assert.Contains("in memory only", said[4], StringComparison.Ordinal);
        Assert.Contains("without a look at their signature", said[5], StringComparison.Ordinal);
        var authority = said[2][(said[2].IndexOf("trust ", StringComparison.Ordinal) + 6)..];
        Directory.Delete(Path.GetDirectoryName(authority)!, recursive: true);
    }

    [Fact]
    public async Task Help_NamesEveryOptionAndTheFsyncPolicy()
    {
        using var broker = BrokerProcess.Launch("--port", "1", "--help");
        var help = await broker.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await broker.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, broker.ExitCode);
        Assert.All(
            ["--config", "--port", "--tls-port", "--certificate", "--certificate-key", "--http-port", "--data", "--fsync", "--compact-above", "--key-name", BrokerArguments.KeyVariable, "--accept-jwt-issuer", "power cut"],
            option => Assert.Contains(option, help, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a-key-of-ones-own", "a-key-of-ones-own")]
    [InlineData("", "SAS_KEY_VALUE")]
    [InlineData(null, "SAS_KEY_VALUE")]
    public void Key_IsTheVariables_NotTheCommandLines(string? variable, string key) => Assert.Equal(key, BrokerArguments.Parse([], variable).Key);

    [Fact]
    public async Task Start_KeyOfOnesOwn_IsNotPrinted()
    {
        using var broker = BrokerProcess.Launch(new Dictionary<string, string> { [BrokerArguments.KeyVariable] = "a-key-of-ones-own" }, "--port", "0", "--http-port", "0");
        var said = "";
        while (await broker.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("in memory only", StringComparison.Ordinal))
            said += line;
        broker.Kill();
        await broker.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("SharedAccessKey=<ROUTER_BROKER_KEY>", said, StringComparison.Ordinal);
        Assert.DoesNotContain("a-key-of-ones-own", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--tls-port", "70000")]
    [InlineData("--compact-above", "much")]
    [InlineData("--nothing", "1")]
    [InlineData("--key", "1")]
    [InlineData("--config", "/nowhere/Config.json")]
    [InlineData("--port")]
    public void Arguments_ThatAreWrong_AreNamed(params string[] arguments) =>
        Assert.Contains(arguments[^1] == "1" ? arguments[0] : arguments[^1], Assert.Throws<FormatException>(() => BrokerArguments.Parse(arguments)).Message, StringComparison.Ordinal);
}
