using Router.Connectors;
using Router.Teams;

namespace Router.Unit.Teams;

public sealed class TeamCommandTests
{
    [Fact]
    public async Task Check_TheSampleTeam_CanBeUsed()
    {
        using var output = new StringWriter();

        Assert.Equal(0, await TeamCommand.RunAsync(["check", Path.Combine(AppContext.BaseDirectory, "team.json")], ShippedConnectors.Schemes.Names, output, TextWriter.Null));
        Assert.EndsWith("team.json can be used." + Environment.NewLine, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NoTeamFile_SaysWhy() =>
        await Assert.ThrowsAsync<TeamFileException>(() => TeamCommand.RunAsync(["check", "nowhere.json"], ShippedConnectors.Schemes.Names, TextWriter.Null, TextWriter.Null));

    [Theory]
    [InlineData]
    [InlineData("check")]
    [InlineData("check", "one.json", "two.json")]
    [InlineData("chekc", "one.json")]
    public async Task Run_WrongWords_SaysWhichAreRight(params string[] words)
    {
        using var error = new StringWriter();

        Assert.Equal(TeamCommand.WrongUsage, await TeamCommand.RunAsync(words, ShippedConnectors.Schemes.Names, TextWriter.Null, error));
        Assert.StartsWith("team check FILE", error.ToString(), StringComparison.Ordinal);
    }
}
