namespace Router.Acceptance.Runner;

/// <summary>One clear line, the exit code of wrong usage, and nothing started or left behind.</summary>
public sealed class When_what_is_asked_of_the_runner_is_wrong : IDisposable
{
    private readonly RunnerProcess runner = new();

    [Theory]
    [InlineData("{ broken", "is no settings file")]
    [InlineData("[]", "is no settings file")]
    [InlineData("", "is no settings file")]
    public async Task Should_name_settings_that_cannot_be_used(string settings, string said)
    {
        File.WriteAllText(runner.SettingsFile, settings);

        await ShouldRefuseAsync(said, "--settings", runner.SettingsFile);

        Assert.Equal(settings, File.ReadAllText(runner.SettingsFile));
    }

    [Fact]
    public async Task Should_name_a_folder_in_place_of_settings()
    {
        var folder = Directory.CreateDirectory(Path.Combine(runner.Folder, "folder")).FullName;

        await ShouldRefuseAsync("is a folder", "--settings", folder);

        Assert.False(File.Exists(folder + ".new"));
    }

    [Theory]
    [InlineData("secret", "Email__Secret")]
    [InlineData("replay")]
    public async Task Should_not_make_settings_up_for_a_stack_that_has_others(params string[] command) =>
        await ShouldRefuseAsync("There is no settings file", [.. command, "--settings", Path.Combine(runner.Folder, "typo.json")]);

    [Theory]
    [InlineData("/proc/x")]
    [InlineData("settings.json")]
    public async Task Should_name_a_place_where_no_data_can_be_kept(string data)
    {
        File.WriteAllText(runner.SettingsFile, """{"Values":{}}""");

        await ShouldRefuseAsync("--data", "--settings", runner.SettingsFile, "--data", Path.Combine(runner.Folder, data));
    }

    [Fact]
    public async Task Should_name_a_word_that_the_demo_does_not_take() => await ShouldRefuseAsync("'extra'", "demo", "extra");

    public void Dispose() => runner.Dispose();

    private async Task ShouldRefuseAsync(string said, params string[] arguments)
    {
        runner.StartAsGiven(arguments);

        await runner.ReadAsync();
        Assert.Equal(2, runner.Process.ExitCode);
        var line = Assert.Single(runner.Output.Split('\n'), line => !line.Contains("Added new settings", StringComparison.Ordinal));
        Assert.Contains(said, line, StringComparison.Ordinal);
    }
}
