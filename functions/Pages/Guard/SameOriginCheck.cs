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
            "" => request.Headers.Origin.Count == 0,
            _ => false,
        };
    }
}
