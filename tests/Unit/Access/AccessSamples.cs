using Router.Kit;
using Router.Teams;
using Router.Unit.Pages;

namespace Router.Unit.Access;

internal static class AccessSamples
{
    public const string Group = "7a1e2f60-0000-4000-8000-0000000000bb";
    public const string Casey = "7a1e2f60-0000-4000-8000-0000000000cc";

    /// <summary>The small team with one way to each role; Casey owns the component "api".</summary>
    public static Team Team { get; } = TeamSamples.Small with
    {
        People = [TeamSamples.Small.People[0] with { ObjectId = Casey }],
        Access = new TeamAccess
        {
            Tenants = [PrincipalHeader.Tenant],
            Contact = "casey",
            Roles =
            [
                new() { Role = "reader", AppRoles = ["Router.Reader"] },
                new() { Role = "owner", AppRoles = ["Router.Owner"], People = ["casey"] },
                new() { Role = "agent", Groups = [Group] },
                new() { Role = "admin", AppRoles = ["Router.Admin"] },
            ],
        },
    };
}
