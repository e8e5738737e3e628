namespace Router.Pages.Guard;

/// <summary>Refuses posts that another site's page makes a signed-in browser send.</summary>
internal static class SameOriginCheck
{
    /// <summary>Browsers say where a post comes from; a program that says neither has no signed-in browser to abuse.</summary>
    public static bool Allows(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return true;
        }

        return request.Headers["Sec-Fetch-Site"].ToString() switch
        {
            "same-origin" or "none" => true,
            "" => request.Headers.Origin is { Count: 0 } || IsOwn(request),
            _ => false,
        };
    }

    // An older browser's. The host is one of the site's own: others were refused before.
    private static bool IsOwn(HttpRequest request) =>
        request.Headers.Origin is [{ } origin] && Uri.TryCreate(origin, UriKind.Absolute, out var site)
        && (site.Scheme == Uri.UriSchemeHttp || site.Scheme == Uri.UriSchemeHttps) && string.Equals(site.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
