using System.Text.RegularExpressions;
using Router.Runner;

namespace Router.Unit.Runner;

public sealed partial class WelcomeTests
{
    [Fact]
    public void Text_FilesItNames_AreInTheCheckout()
    {
        var files = SampleFile().Matches(Welcome.Text(new RunnerOptions { Command = "up" }, "logs", "1 s")).Select(match => match.Groups["file"].Value).ToList();

        Assert.Equal(2, files.Count);
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "Samples", file)), file));
    }

    [Fact]
    public void Text_AnotherPort_InEachLine()
    {
        var text = Welcome.Text(new RunnerOptions { Command = "up", Ports = new Ports { Site = 8123 } }, "logs", "1 s");

        Assert.DoesNotContain("7071", text, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:8123/api/email", text, StringComparison.Ordinal);
        Assert.Contains("--port 8123", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/tmp/my.json", " --settings /tmp/my.json")]
    [InlineData("/tmp/it's mine.json", @" --settings '/tmp/it'\''s mine.json'")]
    public void Text_OtherSettings_InEachLineThatReadsThem(string file, string option)
    {
        var lines = Welcome.Text(new RunnerOptions { Command = "up", SettingsFile = file }, "logs", "1 s").Split('\n').Where(line => line.Contains("./infra/run.sh", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, lines.Count);
        Assert.All(lines, line => Assert.Contains(option + " ", line, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"tests/Samples/(?<file>\S+)")]
    private static partial Regex SampleFile();
}
