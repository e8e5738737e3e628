using Router.Pages.Frame;
using Router.Requests;
using Router.Storage;
using Router.Teams;

namespace Router.Pages.Board;

internal sealed record BoardPageModel(IReadOnlyList<BoardRow> Rows, int Total, BoardFilter Filter, Team Team) : IPageModel
{
    public string Title => "Board";

    public Section Section => Section.Board;

    public EmptyState Empty => EmptyState.Of(
        "Nothing is on the board yet. When customers ask for something that the product does not do, it appears here, with everybody who asks for the same in one row.", Team);

    /// <summary>Most asked first; among equals what was asked for last.</summary>
    public static BoardPageModel From(IReadOnlyList<BoardListing> listings, Team team, BoardFilter filter) => new(
        [.. listings.Where(listing => filter.Shows(listing.Item))
            .OrderByDescending(listing => listing.Item.Requests)
            .ThenByDescending(listing => listing.Item.LastAskedAt)
            .ThenBy(listing => listing.Item.Id, StringComparer.Ordinal)
            .Select(listing => BoardRow.From(listing, team))],
        listings.Count,
        filter,
        team);
}

/// <param name="Component">Its name; null where none was recognised.</param>
/// <param name="Owner">The owner's name; null where nobody owns the component.</param>
/// <param name="RequestIds">The requests that are linked from the row.</param>
/// <param name="More">More of them, one click away.</param>
internal sealed record BoardRow(BacklogItem Item, string? Component, string? Owner, IReadOnlyList<string> RequestIds, IReadOnlyList<string> More)
{
    private const int LinkedAtOnce = 4;

    /// <summary>How many requests ask for it that the list does not name; it keeps the latest only.</summary>
    public int Unnamed => Math.Max(0, Item.Requests - RequestIds.Count - More.Count);

    public static BoardRow From(BoardListing listing, Team team) => new(
        listing.Item,
        team.FindComponent(listing.Item.ComponentId)?.Name ?? listing.Item.ComponentId,
        team.FindPerson(listing.Item.OwnerId)?.Name ?? listing.Item.OwnerId,
        [.. listing.LatestAskers.Take(LinkedAtOnce)],
        [.. listing.LatestAskers.Skip(LinkedAtOnce)]);
}
