namespace Router.Teams;

/// <summary>Who may sign in, and as what. Empty, nobody may.</summary>
internal sealed record TeamAccess
{
    /// <summary>Ids of the Microsoft Entra tenants whose accounts are let in.</summary>
    public IReadOnlyList<string> Tenants { get; init => field = value ?? []; } = [];

    /// <summary>Id of the person whom people without a role are told to ask.</summary>
    public string? Contact { get; init; }

    public IReadOnlyList<RoleGrant> Roles { get; init => field = value ?? []; } = [];
}
