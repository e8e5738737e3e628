namespace Router.Teams;

/// <summary>Who has a role: whoever is named by any of the three.</summary>
internal sealed record RoleGrant
{
    /// <summary>"reader", "owner", "agent" or "admin".</summary>
    public required string Role { get; init; }

    /// <summary>Values of app roles, for example "Router.Agent".</summary>
    public IReadOnlyList<string> AppRoles { get; init => field = value ?? []; } = [];

    /// <summary>Object ids of groups.</summary>
    public IReadOnlyList<string> Groups { get; init => field = value ?? []; } = [];

    /// <summary>Ids of people of this file who have an <see cref="Person.ObjectId"/>.</summary>
    public IReadOnlyList<string> People { get; init => field = value ?? []; } = [];
}
