namespace Router.Pages.Guard;

/// <summary>The headers that every page carries. But for forms, pages hold no script at all, so none is allowed to run; none is ever within a page.</summary>
internal static class SecurityHeaders
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static void Apply(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
    }

    /// <summary>Lets scripts of our own address run, and ask our own address.</summary>
    public static void AllowScript(IHeaderDictionary headers) => headers.ContentSecurityPolicy = $"{ContentSecurityPolicy}; script-src 'self'; connect-src 'self'";
}
