using Router.Operations;

namespace Router.Pages.Guard;

/// <summary>Refuses posts that another site's page makes a signed-in browser send.</summary>
internal sealed class SameOriginCheck(SiteHosts hosts)
{
    private const string FetchSite = "Sec-Fetch-Site";

    public bool Allows(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || IsFromOwnPage(request);

    /// <summary>
    /// Browsers say in up to three headers where a post comes from, and each has to agree; a program that sends none of them has no signed-in browser to abuse.
    /// </summary>
    /// <returns>True too for programs, and for what a person typed.</returns>
    public bool IsFromOwnPage(HttpRequest request) => request.Headers[FetchSite].ToString() switch
    {
        "" => SiteOf(request) is not { } site || hosts.IsOwnOrigin(site, request.Host),
        // Our pages send no referrer, and so browsers make "null" of their origin (Fetch, section 3.2).
        "same-origin" or "none" => SiteOf(request) is null or "null" || hosts.IsOwnOrigin(SiteOf(request)!, request.Host),
        _ => false,
    };

    /// <summary>The origin that the request names, by itself or in the address of the page before, which older browsers send alone; null where it names none.</summary>
    public static string? SiteOf(HttpRequest request)
    {
        if (request.Headers.Origin.Count > 0)
        {
            return request.Headers.Origin.ToString();
        }

        var page = request.Headers.Referer.ToString();
        return page.Length == 0 || request.Headers[FetchSite].Count > 0 ? null : Uri.TryCreate(page, UriKind.Absolute, out var site) ? site.GetLeftPart(UriPartial.Authority) : page;
    }
}
