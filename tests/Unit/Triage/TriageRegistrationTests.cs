using Microsoft.Extensions.Options;
using Router.Connectors;
using Router.Requests;
using Router.Teams;
using Router.Triage;

namespace Router.Unit.Triage;

public sealed class TriageRegistrationTests
{
    [Fact]
    public void AddTriage_NothingSet_ProductsTeamFileAndDefaults()
    {
        using var services = Services([]);

        Assert.NotNull(services.GetRequiredService<Team>().FindComponent("manager-ui"));
        Assert.Equal("FileBug", services.GetRequiredService<TriagePolicy>().Decide(TestTeam.Request("", "The app crashes with an error.")).Message);
    }

    [Fact]
    public void AddTriage_CoverageSet_ClassifierKeepsToIt()
    {
        using var services = Services(new() { ["Triage:Coverage"] = "0" });

        Assert.Equal(RequestKind.Unclear, services.GetRequiredService<IRequestClassifier>().Classify("", "The app crashes with an error. Please help.").Kind);
    }

    [Fact]
    public void AddTriage_CoverageOutOfRange_Refused()
    {
        using var services = Services(new() { ["Triage:Coverage"] = "1.2" });

        Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("many")]
    public void AddTriage_RetrainFromWrong_Refused(string value)
    {
        using var services = Services(new() { ["Triage:RetrainFrom"] = value });

        Assert.ThrowsAny<Exception>(services.GetRequiredService<IStartupValidator>().Validate);
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddTeams(ShippedConnectors.Schemes.Names);
        builder.AddTriage();
        return builder.Services.BuildServiceProvider();
    }
}
