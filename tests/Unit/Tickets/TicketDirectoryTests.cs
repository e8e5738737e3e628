using Router.Requests;
using Router.Tickets;
using Router.Unit.Intake;
using Router.Unit.Subscribers;

namespace Router.Unit.Tickets;

public sealed class TicketDirectoryTests
{
    private static readonly TicketDirectory NoSystems = new(TestTeam.Team, []);

    [Fact]
    public void Of_NoSystemKeepsTheSourcesTickets_None() =>
        Assert.Null(NoSystems.Of(FactSamples.Request with { Channel = Channel.Webhook, Source = "zendesk", ThreadKey = "35" }));

    [Theory]
    [InlineData("zendesk")]
    [InlineData("nobody")]
    public void Source_NoSystemKeepsItsTickets_NothingMayBeDoneThere(string source)
    {
        Assert.False(NoSystems.HasAccess(source));
        Assert.False(NoSystems.WantsNote(source));
        Assert.False(NoSystems.IsOurAgent(source, "router@own.example"));
        Assert.Equal(source, NoSystems.NameOf(source));
    }
}
