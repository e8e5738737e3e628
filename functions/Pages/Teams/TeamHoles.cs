using Router.Shared.Teams;

namespace Router.Pages.Teams;

/// <summary>Finds what the team file leaves open. A hole is reported and never guessed over.</summary>
internal static class TeamHoles
{
    public static IReadOnlyList<string> Of(Team team) =>
    [
        .. team.Components.Where(component => component.Owner is null)
            .Select(component => $"{component.Name} has no owner: its bugs wait for somebody to assign them."),
        .. team.Components.Where(component => component.Owner is not null && team.FindPerson(component.Owner) is null)
            .Select(component => $"{component.Name} is owned by {component.Owner}, who is not among the people."),
        .. team.Components.Where(component => component.Repository is null)
            .Select(component => $"{component.Name} has no repository: its bugs stay on the bugs page."),
        .. team.Components.Where(component => component.DesignedTo.Count == 0)
            .Select(component => $"{component.Name} does not say what it is designed to do: nothing tells a fault from a wish there."),
    ];
}
