using Microsoft.AspNetCore.Html;
using Router.Destinations.Answers;
using Router.Pages.Errors;
using Router.Pages.Frame;

namespace Router.Pages.Docs;

internal static class DocsEndpoint
{
    public static PageResult List(DocsLibrary docs) => new(Slices.Contents(new ContentsModel(
        "Documentation",
        "There is no documentation here yet.",
        [.. docs.Pages.OrderBy(page => page.Title, StringComparer.OrdinalIgnoreCase).Select(page => ($"/docs/{page.Slug}", page.Title))])));

    public static IResult Show(string slug, DocsLibrary docs) =>
        docs.Find(slug) is { } page ? new PageResult(Slices.Docs(new DocsPageModel(page.Title, new HtmlString(page.Html)))) : ErrorResult.NotFound();
}

/// <param name="Body">Markup made of our own docs, without their first heading; no outside text is in it.</param>
internal sealed record DocsPageModel(string Title, HtmlString Body) : IPageModel
{
    public Section Section => Section.Customer;
}
