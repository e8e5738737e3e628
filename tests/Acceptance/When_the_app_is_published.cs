using System.Text.Json.Nodes;
using Router.Kit;

namespace Router.Acceptance;

/// <summary>What Azure runs is made by one command: whole where the feed has the host's extension, and with a clear word where it has not.</summary>
public sealed class When_the_app_is_published : IDisposable
{
    private const string Extension = "Microsoft.Azure.WebJobs.Extensions.ServiceBus";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-publish-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Should_say_what_the_feed_lacks_and_how_to_go_on()
    {
        var empty = folder.CreateSubdirectory("feed").FullName;

        var (exitCode, output) = await PublishAsync([], new Dictionary<string, string?> { ["RestoreSources"] = empty, ["NUGET_PACKAGES"] = folder.CreateSubdirectory("packages").FullName });

        Assert.Equal(1, exitCode);
        Assert.Contains($"has no {Extension} 5.17.0", output, StringComparison.Ordinal);
        Assert.Contains("To go on, do one of these", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "Unknown option '--fast'", "--fast")]
    [InlineData(2, "--team needs a value", "--team")]
    [InlineData(2, "There is no file nowhere.json", "--team", "nowhere.json")]
    [InlineData(2, "README.md can't be used", "--team", "README.md")]
    [InlineData(2, "no Markdown file", "--docs", "infra/build")]
    [InlineData(2, "--out: nothing can be written to /proc/x", "--out", "/proc/x")]
    [InlineData(2, "--out: nothing can be written to README.md", "--out", "README.md")]
    [InlineData(2, "give one or the other", "--samples", "--docs", ".")]
    [InlineData(0, "Exit codes", "--help")]
    public async Task Should_say_what_is_wrong_with_its_options(int expected, string text, params string[] options)
    {
        var (exitCode, output) = await PublishAsync(options, new Dictionary<string, string?>());

        Assert.Equal(expected, exitCode);
        Assert.Contains(text, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_bring_the_extension_where_the_feed_has_it()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("ROUTER_TEST_ALL") == "1", "Compiles the whole app ahead: minutes. Runs with --all.");
        var feed = await StandInExtension.PackAsync(folder.CreateSubdirectory("extension"), Patience);
        var target = Path.Combine(folder.FullName, "out");

        var (exitCode, output) = await PublishAsync(["--samples", "--out", target], new Dictionary<string, string?>
        {
            ["RestoreAdditionalProjectSources"] = feed,
            // The stand-in must not stay behind where other builds would find it.
            ["NUGET_PACKAGES"] = folder.CreateSubdirectory("packages").FullName,
            ["RestoreFallbackFolders"] = StandInExtension.OwnPackages,
        });

        Assert.True(exitCode == 0, output);
        var app = Path.Combine(target, "app");
        var extensions = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(app, "extensions.json"), TestContext.Current.CancellationToken))!["extensions"]!.AsArray();
        Assert.Contains(extensions, extension => ((string)extension!["typeName"]!).Contains(Extension, StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(app, ".azurefunctions", $"{Extension}.dll")));
        Assert.True(File.Exists(Path.Combine(app, "team.json")));
        Assert.Empty(Directory.GetFiles(app, "*.pdb"));
        Assert.Contains("Azure.Core", await File.ReadAllTextAsync(Path.Combine(target, "app.cdx.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(Extension, await File.ReadAllTextAsync(Path.Combine(target, "host.cdx.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("Azure.Core", await File.ReadAllTextAsync(Path.Combine(app, "THIRD-PARTY-NOTICES.txt"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(new FileInfo(Path.Combine(target, "app.zip")).Length > 1_000_000);
    }

    private static async Task<(int ExitCode, string Output)> PublishAsync(string[] options, Dictionary<string, string?> environment)
    {
        using var publish = ChildProcess.Start("publish", Checkout.FileOf("infra", "publish.sh"), options, environment);
        var exitCode = await publish.WaitForExitAsync(Patience);
        return (exitCode, string.Join('\n', publish.Output));
    }
}
