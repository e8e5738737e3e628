using Router.Destinations.Answers;
using Router.Pages.Frame;

namespace Router.Pages.Docs;

/// <param name="Pages">By title.</param>
internal sealed record DocsIndexModel(IReadOnlyList<DocsPage> Pages) : IPageModel
{
    public string Title => "Documentation";

    public Section Section => Section.Customer;
}
