using Router.Pages.Errors;
using Router.Pages.Frame;

namespace Router.Pages.Docs;

internal static class DocsEndpoint
{
    public static IResult Show(string slug, IDocsPages docs) =>
        docs.Find(slug) is { } page ? new PageResult(Slices.Docs(new DocsPageModel(page))) : ErrorResult.NotFound();
}

internal sealed record DocsPageModel(DocsPageContent Content) : IPageModel
{
    public string Title => Content.Title;

    public Section Section => Section.Customer;
}
