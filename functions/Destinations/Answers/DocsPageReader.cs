using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Router.Destinations.Answers;

/// <summary>Turns a Markdown file into a page and its passages, one per heading.</summary>
internal static class DocsPageReader
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().DisableHtml().UseAutoIdentifiers().UsePipeTables().UseYamlFrontMatter().Build();

    public static DocsPage Read(string slug, string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        MakeLinksSafe(document, slug);
        var headings = document.OfType<HeadingBlock>().ToList();
        var title = headings.Count > 0 ? TextOf(markdown, headings[0].Span.Start, headings[0].Span.End + 1) : slug;
        var passages = PassagesOf(slug, title, markdown, document, headings).ToList();
        if (headings is [{ Level: 1 } first, ..])
        {
            document.Remove(first);
        }

        return new DocsPage(slug, title, document.ToHtml(Pipeline)) { Passages = passages };
    }

    private static IEnumerable<Passage> PassagesOf(string slug, string title, string markdown, MarkdownDocument document, List<HeadingBlock> headings)
    {
        var start = document.FirstOrDefault()?.Span.Start ?? 0;
        var (heading, anchor) = (title, "");
        foreach (var next in headings)
        {
            if (ToPassage(next.Span.Start) is { } passage)
            {
                yield return passage;
            }

            start = next.Span.End + 1;
            heading = TextOf(markdown, next.Span.Start, start);
            anchor = next == headings[0] ? "" : next.TryGetAttributes()?.Id ?? "";
        }

        if (ToPassage(markdown.Length) is { } last)
        {
            yield return last;
        }

        Passage? ToPassage(int end) => TextOf(markdown, start, end) is { Length: > 0 } text ? new Passage(slug, title, heading, anchor, text) : null;
    }

    private static string TextOf(string markdown, int start, int end) => Markdown.ToPlainText(markdown[start..end], Pipeline).Trim();

    private static void MakeLinksSafe(MarkdownDocument document, string slug)
    {
        foreach (var link in document.Descendants<LinkInline>())
        {
            link.Url = SafeLink.Of(link.Url, slug);
            link.GetDynamicUrl = null;
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail))
        {
            link.Url = SafeLink.Of(link.Url, slug);
        }
    }
}
