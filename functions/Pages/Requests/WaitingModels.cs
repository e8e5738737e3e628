using Router.Pages.Frame;
using Router.Requests;
using Router.Teams;

namespace Router.Pages.Requests;

/// <summary>Requests that wait for a person's decision.</summary>
/// <param name="IsCutShort">True when there may be older ones.</param>
internal sealed record UnclearModel(IReadOnlyList<Request> Requests, bool IsCutShort, Team Team) : IPageModel
{
    public string Title => "Unclear";

    public Section Section => Section.Unclear;

    public EmptyState Empty => EmptyState.Of(
        "Nobody has to decide anything. When a request's wording does not say clearly enough whether to do, build or fix, it waits here for one click.", Team);
}
