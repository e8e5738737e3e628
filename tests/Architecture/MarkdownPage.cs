using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Router.Architecture;

/// <summary>One Markdown file of this checkout, as its readers on GitHub see it.</summary>
internal sealed partial class MarkdownPage
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();
    private readonly MarkdownDocument document;

    public MarkdownPage(string file)
    {
        File = file;
        Text = SourceTree.Text(file);
        document = Markdown.Parse(Text, Pipeline);
    }

    /// <summary>What people read who use Router, and not its code.</summary>
    public static IReadOnlyList<MarkdownPage> ForUsers { get; } =
        [.. SourceTree.Files.Where(file => file == "README.md" || (file.StartsWith("infra/docs/", StringComparison.Ordinal) && IsMarkdown(file))).Select(file => new MarkdownPage(file))];

    public static IReadOnlyList<MarkdownPage> All { get; } = [.. SourceTree.Files.Where(IsMarkdown).Select(file => new MarkdownPage(file))];

    public string File { get; }

    public string Text { get; }

    public IEnumerable<string> Links => document.Descendants<LinkInline>().Select(link => link.Url ?? "");

    public IReadOnlySet<string> Anchors => document.Descendants<HeadingBlock>().Select(heading => heading.TryGetAttributes()?.Id).OfType<string>().ToHashSet();

    /// <summary>What stands between backticks within a line.</summary>
    public IEnumerable<string> CodeSpans => document.Descendants<CodeInline>().Select(code => code.Content);

    public static MarkdownPage Named(string name) => ForUsers.Single(page => page.File == $"infra/docs/{name}");

    /// <param name="language">As it stands behind the fence; empty for none.</param>
    public IReadOnlyList<string> CodeBlocks(string language) =>
        [.. document.Descendants<FencedCodeBlock>().Where(block => (block.Info ?? "") == language).Select(block => block.Lines.ToString())];

    /// <summary>The cells of each row of all tables below a heading, the tables' own headings left out.</summary>
    /// <param name="heading">Its text; null for the whole page.</param>
    public IReadOnlyList<string[]> Rows(string? heading = null)
    {
        var section = heading is null ? Text : Text.Split("\n## ").Single(part => part.StartsWith(heading + "\n", StringComparison.Ordinal));
        var lines = section.Split('\n').Select(line => line.Trim()).ToList();
        return
        [
            .. lines.Where((line, at) => line.StartsWith('|') && !Ruler().IsMatch(line) && !Ruler().IsMatch(lines.ElementAtOrDefault(at + 1) ?? ""))
                .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
        ];
    }

    /// <summary>The code spans of each row's cell, counted from 0.</summary>
    public IEnumerable<string> Codes(string heading, int cell) => Rows(heading).SelectMany(row => Code().Matches(row[cell])).Select(code => code.Groups[1].Value);

    private static bool IsMarkdown(string file) => file.EndsWith(".md", StringComparison.Ordinal);

    [GeneratedRegex(@"^\|[-|: ]+\|$")]
    private static partial Regex Ruler();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
