using Router.Teams;

namespace Router.Unit.Teams;

public sealed class TeamAuditTests
{
    [Fact]
    public void Find_BareComponent_EveryHole()
    {
        var holes = TeamAudit.Find(With(new Component { Id = "x", Name = "Extras" }));

        Assert.Equal(Enum.GetValues<TeamHoleKind>(), holes.Select(hole => hole.Kind));
        Assert.All(holes, hole => Assert.StartsWith("Extras ", hole.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Find_FullComponent_NoHole() =>
        Assert.Empty(TeamAudit.Find(With(new Component { Id = "x", Name = "X", Owner = "ann", Repository = "o/r", DesignedTo = ["Do x"], Requires = [new("steps", "Steps")] })));

    private static Team With(Component component) => new() { Promise = "soon", People = [], Components = [component] };
}
