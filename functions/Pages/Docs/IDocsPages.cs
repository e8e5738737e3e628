using Microsoft.AspNetCore.Html;

namespace Router.Pages.Docs;

/// <summary>Where the docs' pages come from.</summary>
internal interface IDocsPages
{
    /// <returns>Null where no page has this slug.</returns>
    DocsPageContent? Find(string slug);
}

/// <param name="Body">Markup made of our own docs, without their first heading; no outside text is in it.</param>
internal sealed record DocsPageContent(string Title, HtmlString Body);

/// <summary>The docs of an app without docs.</summary>
internal sealed class EmptyDocsPages : IDocsPages
{
    public DocsPageContent? Find(string slug) => null;
}
