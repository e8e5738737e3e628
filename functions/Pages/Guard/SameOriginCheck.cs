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

        // The host is one of the site's own: others were refused before.
        return IsFromOwnPage(request, origin => IsUnderHost(origin, request.Host));
    }

    /// <param name="isOwn">Told the origin that an older browser names.</param>
    /// <returns>True too for programs, and for what a person typed.</returns>
    public static bool IsFromOwnPage(HttpRequest request, Func<string, bool> isOwn) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" or "none" => true,
        "" => request.Headers.Origin is { Count: 0 } || (request.Headers.Origin is [{ } origin] && isOwn(origin)),
        _ => false,
    };

    private static bool IsUnderHost(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var site)
        && (site.Scheme == Uri.UriSchemeHttp || site.Scheme == Uri.UriSchemeHttps) && string.Equals(site.Authority, host.Value, StringComparison.OrdinalIgnoreCase);
}
