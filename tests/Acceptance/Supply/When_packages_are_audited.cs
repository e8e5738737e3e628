using Router.Kit;

namespace Router.Acceptance.Supply;

/// <summary>The audit's script with real NuGet and npm, which ask stand-ins.</summary>
public sealed class When_packages_are_audited
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Should_pass_where_the_sources_have_data_and_know_of_nothing()
    {
        await using var advisories = await StandInAdvisories.StartAsync();

        var (exitCode, output) = await AuditAsync(advisories);

        Assert.True(exitCode == 0, output);
        Assert.Contains("audit-passed: nuget has data", output, StringComparison.Ordinal);
        Assert.Contains("audit-passed: npm has data", output, StringComparison.Ordinal);
    }

    /// <summary>Whether that passes is for the dated exceptions to say; that there is no data is said in any case.</summary>
    [Fact]
    public async Task Should_not_pass_silently_where_the_sources_have_no_data()
    {
        await using var advisories = await StandInAdvisories.StartAsync(hasData: false);

        var (_, output) = await AuditAsync(advisories);

        Assert.Matches("(?m)^audit-(no-data|excepted|exception-expired): nuget", output);
        Assert.Matches("(?m)^audit-(no-data|excepted|exception-expired): npm", output);
        Assert.DoesNotContain("audit-passed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_fail_on_what_the_sources_know()
    {
        await using var advisories = await StandInAdvisories.StartAsync(nuGet: "azure.core", npm: "azurite");

        var (exitCode, output) = await AuditAsync(advisories);

        Assert.Equal(1, exitCode);
        Assert.Contains("audit-finding: nuget Azure.Core ", output, StringComparison.Ordinal);
        Assert.Contains("high, https://advisories.example/nuget", output, StringComparison.Ordinal);
        Assert.Contains("audit-finding: npm azurite *: high, https://advisories.example/npm", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "Exit codes", "--help")]
    [InlineData(2, "Unknown option '--fast'", "--fast")]
    [InlineData(2, "--source needs a value", "--source")]
    public async Task Should_say_what_is_wrong_with_its_options(int expected, string text, params string[] options)
    {
        using var audit = ChildProcess.Start("audit", Checkout.FileOf("infra", "audit.sh"), options);

        Assert.Equal(expected, await audit.WaitForExitAsync(Patience));
        Assert.Contains(text, string.Join('\n', audit.Output), StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> AuditAsync(StandInAdvisories advisories)
    {
        using var audit = ChildProcess.Start(
            "audit", Checkout.FileOf("infra", "audit.sh"), ["--source", advisories.NuGetSource], new Dictionary<string, string?> { ["npm_config_registry"] = advisories.NpmRegistry });
        var exitCode = await audit.WaitForExitAsync(Patience);
        return (exitCode, string.Join('\n', audit.Output));
    }
}
