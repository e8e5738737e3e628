using Router.Pages.Frame;
using Router.Requests;

namespace Router.Pages.Errors;

internal sealed record ErrorPageModel(Problem Problem, string Title) : IPageModel
{
    public Section Section => Section.None;
}
