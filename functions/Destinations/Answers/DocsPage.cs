namespace Router.Destinations.Answers;

/// <summary>One page of the documentation, ready to show.</summary>
/// <param name="Slug">One path segment below /docs/, for example "redirects".</param>
/// <param name="Html">The page without its title. Safe to put on a page as it is: raw HTML of the source is escaped, links lead to http, https, mailto or within the docs.</param>
internal sealed record DocsPage(string Slug, string Title, string Html)
{
    public IReadOnlyList<Passage> Passages { get; init; } = [];
}

/// <summary>One section of a page: what an answer quotes.</summary>
/// <param name="Slug">The page's.</param>
/// <param name="PageTitle">The page's.</param>
/// <param name="Heading">The section's own heading; the page's title for what stands before the first.</param>
/// <param name="Anchor">The heading's id on the page; empty for the page's beginning.</param>
/// <param name="Text">Plain text.</param>
internal sealed record Passage(string Slug, string PageTitle, string Heading, string Anchor, string Text)
{
    /// <summary>Path of the page that shows it.</summary>
    public string Path => $"/docs/{Slug}{Fragment}";

    public string Fragment => Anchor.Length == 0 ? "" : $"#{Anchor}";

    public string Title => Heading == PageTitle ? PageTitle : $"{PageTitle}: {Heading}";
}
