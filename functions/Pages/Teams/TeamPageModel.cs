using Router.Access;
using Router.Pages.Frame;
using Router.Teams;

namespace Router.Pages.Teams;

/// <param name="Holes">What the team file leaves open, in our own words.</param>
/// <param name="Viewer">Who looks at it.</param>
internal sealed record TeamPageModel(Team Team, IReadOnlyList<string> Holes, SignedInPerson Viewer) : IPageModel
{
    public string Title => "Team";

    public Section Section => Section.Team;

    public string? OwnerOf(Component component) => Team.FindPerson(component.Owner)?.Name;

    /// <summary>Each role with what it may do and who has it; null for nobody.</summary>
    public IEnumerable<(Role Role, string May, string? Who)> Roles => Enum.GetValues<Role>().Select(role => (role, MayDo(role), WhoIs(role)));

    private static string MayDo(Role role) => role switch
    {
        Role.Reader => "See requests, board, bugs, outbox, model and team",
        Role.Owner => "See the same, and act on requests about their own components",
        Role.Agent => "Act on all requests, send mails, run stopped steps again",
        _ => "What an agent may, see to subscribers and the model, and see the audit trail and what was refused",
    };

    private string? WhoIs(Role role)
    {
        var named = Team.Access.Roles.Where(grant => AccessRules.Names[grant.Role] == role).SelectMany(grant =>
            (string[])[
                .. grant.AppRoles.Select(appRole => $"app role {appRole}"),
                .. grant.Groups.Select(group => $"group {group}"),
                .. grant.People.Select(id => Team.FindPerson(id)?.Name ?? id),
            ]).ToList();
        return named.Count == 0 ? null : string.Join(", ", named);
    }
}
