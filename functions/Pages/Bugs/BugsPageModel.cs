using Router.Pages.Frame;
using Router.Requests;
using Router.Teams;

namespace Router.Pages.Bugs;

/// <param name="IsCutShort">True when there may be older ones.</param>
internal sealed record BugsPageModel(IReadOnlyList<Request> Bugs, bool IsCutShort, Team Team) : IPageModel
{
    public string Title => "Bugs";

    public Section Section => Section.Bugs;

    public EmptyState Empty => EmptyState.Of(
        "No bug has been filed. What does not work as it was designed to appears here, most severe first, with its component, its owner and the details still missing.", Team);

    /// <summary>Hardest first; among equals the newest.</summary>
    public static BugsPageModel From(IEnumerable<Request> requests, bool isCutShort, Team team) => new(
        [.. requests.Where(request => request.Landing?.Place == LandingPlace.Bugs)
            .OrderByDescending(bug => bug.Severity ?? Severity.Low)
            .ThenByDescending(bug => bug.ReceivedAt)],
        isCutShort,
        team);

    public string? ComponentOf(Request bug) => Team.FindComponent(bug.ComponentId)?.Name ?? bug.ComponentId;

    public string? OwnerOf(Request bug) => Team.FindPerson(bug.OwnerId)?.Name ?? bug.OwnerId;
}
