using Router.Connectors;
using Router.Teams;

namespace Router.Unit.Teams;

public sealed class TeamsRegistrationTests
{
    [Fact]
    public void AddTeams_NoTeamFile_StopsTheStart()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Team:Path"] = "none.json" });

        Assert.Throws<TeamFileException>(() => builder.AddTeams(ShippedConnectors.Schemes.Names));
    }
}
