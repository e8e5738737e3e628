using Router.Teams;

namespace Router.Access;

/// <summary>Finds a signed-in account's roles in the team file.</summary>
internal sealed class RoleMap(Team team)
{
    public SignInResult Admit(ClientPrincipal principal)
    {
        var access = team.Access;
        if (access.Roles.All(grant => grant is { AppRoles.Count: 0, Groups.Count: 0, People.Count: 0 }))
        {
            return new SignInResult.NobodyMapped();
        }

        if (!access.Tenants.Contains(principal.TenantId, StringComparer.OrdinalIgnoreCase))
        {
            return new SignInResult.TenantUnknown();
        }

        var entry = team.People.FirstOrDefault(person => string.Equals(person.ObjectId, principal.ObjectId, StringComparison.OrdinalIgnoreCase));
        var roles = access.Roles.Where(grant => Names(grant, principal, entry)).Select(grant => AccessRules.Names[grant.Role]).ToHashSet();
        return roles.Count == 0
            ? new SignInResult.WithoutRole()
            : new SignInResult.SignedIn(new SignedInPerson(principal.ObjectId, principal.Name, roles, entry, team));
    }

    private static bool Names(RoleGrant grant, ClientPrincipal principal, Person? entry) =>
        grant.AppRoles.Intersect(principal.AppRoles, StringComparer.Ordinal).Any()
        || grant.Groups.Intersect(principal.Groups, StringComparer.OrdinalIgnoreCase).Any()
        || (entry is not null && grant.People.Contains(entry.Id));
}
