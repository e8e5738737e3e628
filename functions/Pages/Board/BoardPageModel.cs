using Router.Pages.Frame;
using Router.Shared;
using Router.Shared.Teams;

namespace Router.Pages.Board;

internal sealed record BoardPageModel(IReadOnlyList<BoardRow> Rows, int Total, BoardFilter Filter, Team Team) : IPageModel
{
    public string Title => "Board";

    public Section Section => Section.Board;

    public EmptyState Empty => EmptyState.Of(
        "Nothing is on the board yet. When customers ask for something that the product does not do, it appears here, with everybody who asks for the same in one row.", Team);

    /// <summary>Most asked first; among equals what was asked for last.</summary>
    public static BoardPageModel From(IReadOnlyList<BoardEntry> entries, Team team, BoardFilter filter) => new(
        [.. entries.Where(entry => filter.Shows(entry.Item))
            .OrderByDescending(entry => entry.Item.Requests)
            .ThenByDescending(entry => entry.Item.LastAskedAt)
            .ThenBy(entry => entry.Item.Id, StringComparer.Ordinal)
            .Select(entry => BoardRow.From(entry, team))],
        entries.Count,
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

    public static BoardRow From(BoardEntry entry, Team team) => new(
        entry.Item,
        team.FindComponent(entry.Item.ComponentId)?.Name ?? entry.Item.ComponentId,
        team.FindPerson(entry.Item.OwnerId)?.Name ?? entry.Item.OwnerId,
        [.. entry.RequestIds.Take(LinkedAtOnce)],
        [.. entry.RequestIds.Skip(LinkedAtOnce)]);
}
