namespace Router.Teams;

/// <summary>What must hold of who may sign in: a slip must lock out, never let in.</summary>
internal static class AccessRules
{
    public static IReadOnlyDictionary<string, Role> Names { get; } =
        Enum.GetValues<Role>().ToDictionary(role => role.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    public static IEnumerable<string> Faults(Team team) =>
    [
        .. team.People.Where(person => person.ObjectId is not null && !IsId(person.ObjectId))
            .Select(person => $"Person \"{person.Id}\": the objectId \"{person.ObjectId}\" is not the object id of an account (a GUID)."),
        .. SharedIds(team),
        .. team.Access.Tenants.Where(tenant => !IsId(tenant)).Select(tenant => $"access: the tenant \"{tenant}\" is not a tenant id (a GUID)."),
        .. team.Access is { Roles.Count: > 0, Tenants.Count: 0 } ? ["access: roles are given, but \"tenants\" is empty, so nobody could sign in."] : (string[])[],
        .. team.Access.Contact is { } contact && team.FindPerson(contact) is null ? [$"access: the contact \"{contact}\" is not among the people."] : (string[])[],
        .. team.Access.Roles.SelectMany(grant => Faults(grant, team)),
        .. team.Access.Roles.GroupBy(grant => grant.Role, StringComparer.Ordinal).Where(same => same.Count() > 1)
            .Select(same => $"access: the role \"{same.Key}\" is given in {same.Count()} entries; put them into one."),
    ];

    public static bool HoldsNull(TeamAccess access) =>
        access.Tenants.Any(tenant => tenant is null)
        || access.Roles.Any(grant => grant is null || grant.AppRoles.Concat(grant.Groups).Concat(grant.People).Any(each => each is null));

    private static IEnumerable<string> Faults(RoleGrant grant, Team team) =>
    [
        .. Names.ContainsKey(grant.Role) ? (string[])[] : [$"access: \"{grant.Role}\" is no role; there are {string.Join(", ", Names.Keys)}."],
        .. grant.AppRoles.Where(string.IsNullOrWhiteSpace).Select(_ => $"access, role \"{grant.Role}\": an app role is empty."),
        .. grant.Groups.Where(group => !IsId(group)).Select(group => $"access, role \"{grant.Role}\": the group \"{group}\" is not the object id of a group (a GUID)."),
        .. grant.People.Where(id => team.FindPerson(id) is not { ObjectId: not null })
            .Select(id => team.FindPerson(id) is null
                ? $"access, role \"{grant.Role}\": \"{id}\" is not among the people."
                : $"access, role \"{grant.Role}\": \"{id}\" has no objectId, so nobody could tell that account."),
    ];

    private static IEnumerable<string> SharedIds(Team team) =>
        team.People.Where(person => person.ObjectId is not null).GroupBy(person => person.ObjectId!, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1)
            .Select(same => $"The objectId \"{same.Key}\" is used by {string.Join(" and ", same.Select(person => $"\"{person.Id}\""))}.");

    private static bool IsId(string id) => Guid.TryParseExact(id, "D", out _);
}
