using Microsoft.Extensions.Options;

namespace Router.Destinations.Answers;

/// <summary>The documentation's pages, read once at first use.</summary>
internal sealed class DocsLibrary(IOptions<AnswersOptions> options)
{
    // A failed reading is tried again at the next use; pages read twice at the same time are the same.
    private readonly Lazy<Dictionary<string, DocsPage>> pages = new(() => Read(options.Value.DocsFolder), LazyThreadSafetyMode.PublicationOnly);

    public IReadOnlyCollection<DocsPage> Pages => pages.Value.Values;

    /// <summary>The page, or null. The slug is looked up and never made into a path.</summary>
    public DocsPage? Find(string slug) => pages.Value.GetValueOrDefault(slug);

    private static Dictionary<string, DocsPage> Read(string folder) => Directory
        .EnumerateFiles(folder, "*.md", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(file => DocsPageReader.Read(SlugOf(folder, file), File.ReadAllText(file)))
        .DistinctBy(page => page.Slug, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(page => page.Slug, StringComparer.OrdinalIgnoreCase);

    // A page's address is one segment; pages of a folder below carry its name.
    private static string SlugOf(string folder, string file) =>
        Path.ChangeExtension(Path.GetRelativePath(folder, file), null).Replace(Path.DirectorySeparatorChar, '-').ToLowerInvariant();
}
