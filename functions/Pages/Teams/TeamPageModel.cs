using Router.Pages.Frame;
using Router.Teams;

namespace Router.Pages.Teams;

/// <param name="Holes">What the team file leaves open, in our own words.</param>
internal sealed record TeamPageModel(Team Team, IReadOnlyList<string> Holes) : IPageModel
{
    public string Title => "Team";

    public Section Section => Section.Team;

    public string? OwnerOf(Component component) => Team.FindPerson(component.Owner)?.Name;
}
