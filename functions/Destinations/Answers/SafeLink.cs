namespace Router.Destinations.Answers;

/// <summary>Keeps a page's links to schemes that can do no harm, and leads links between Markdown files to their pages.</summary>
internal static class SafeLink
{
    private const string Extension = ".md";
    private static readonly Uri Docs = new("https://docs.invalid/docs/");

    /// <param name="slug">The page that holds the link.</param>
    public static string Of(string? url, string slug)
    {
        // Browsers drop control characters and white space, so "java\nscript:" would be a scheme to them.
        if (url is not { Length: > 0 } || url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\'))
        {
            return "";
        }

        if (url[0] == '#')
        {
            return url;
        }

        if (!Uri.TryCreate(new Uri(Docs, slug), url, out var target))
        {
            return "";
        }

        if (target.Host != Docs.Host)
        {
            return target.Scheme is "https" or "http" or "mailto" ? url : "";
        }

        var path = target.AbsolutePath;
        return (path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) ? path[..^Extension.Length] : path) + target.Fragment;
    }
}
