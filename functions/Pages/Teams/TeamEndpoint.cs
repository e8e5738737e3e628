using Router.Access;
using Router.Pages.Frame;
using Router.Teams;

namespace Router.Pages.Teams;

internal static class TeamEndpoint
{
    public static IResult Show(HttpContext context, Team team) =>
        new PageResult(Slices.Team(new TeamPageModel(team, [.. TeamAudit.Find(team).Select(hole => hole.Text)], SignedInPerson.Of(context))));
}
