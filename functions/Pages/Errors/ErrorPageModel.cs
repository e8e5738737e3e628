using Router.Pages.Frame;
using Router.Requests;

namespace Router.Pages.Errors;

/// <param name="WayOut">Where to go from here; null where there is nowhere in particular.</param>
internal sealed record ErrorPageModel(Problem Problem, string Title, WayOut? WayOut = null) : IPageModel
{
    public Section Section => Section.None;
}
