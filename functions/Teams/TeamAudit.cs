namespace Router.Teams;

internal enum TeamHoleKind
{
    /// <summary>Nobody is told of its faults.</summary>
    NoOwner,

    /// <summary>Its bugs have nowhere to be written.</summary>
    NoRepository,

    /// <summary>Nothing is asked of the customer, so bugs come without what it takes to recreate them.</summary>
    NoRequiredDetails,

    /// <summary>Nothing says what it is designed to do, so "fix or build?" has no measure.</summary>
    NoDesign,
}

/// <param name="Text">For a person to read.</param>
internal sealed record TeamHole(TeamHoleKind Kind, string ComponentId, string ComponentName, string Text);

/// <summary>Lists what the team file leaves open: reported, never guessed over.</summary>
internal static class TeamAudit
{
    public static IReadOnlyList<TeamHole> Find(Team team) => [.. team.Components.SelectMany(HolesOf)];

    private static IEnumerable<TeamHole> HolesOf(Component component)
    {
        if (string.IsNullOrWhiteSpace(component.Owner))
            yield return Hole(component, TeamHoleKind.NoOwner, "has no owner: nobody is told of its faults.");
        if (string.IsNullOrWhiteSpace(component.Repository))
            yield return Hole(component, TeamHoleKind.NoRepository, "has no repository: its bugs have nowhere to be written.");
        if (component.Requires.Count == 0)
            yield return Hole(component, TeamHoleKind.NoRequiredDetails, "asks for no details: its bugs come without what it takes to recreate them.");
        if (component.DesignedTo.Count == 0)
            yield return Hole(component, TeamHoleKind.NoDesign, "does not say what it is designed to do: \"fix or build?\" has no measure.");
    }

    private static TeamHole Hole(Component component, TeamHoleKind kind, string text) =>
        new(kind, component.Id, component.Name, $"{component.Name} {text}");
}
