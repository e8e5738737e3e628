namespace Router.Pages.Guard;

/// <summary>
/// The headers of all answers, pages and API alike. But for forms, pages hold no script at all, so none is allowed to run; none is ever within a page.
/// An answer that may be kept says so itself.
/// </summary>
internal static class SecurityHeaders
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private const string OneYear = "max-age=31536000";

    /// <param name="isSecure">True where the name that was asked for takes https only.</param>
    public static void Apply(IHeaderDictionary headers, bool isSecure)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        if (isSecure)
        {
            headers.StrictTransportSecurity = OneYear;
        }
    }

    /// <summary>Lets the page show a frame of our own address.</summary>
    public static void AllowFrame(IHeaderDictionary headers) => headers.ContentSecurityPolicy = $"{ContentSecurityPolicy}; frame-src 'self'";

    /// <summary>For a customer's HTML in such a frame: nothing of it runs, nothing is fetched, and nowhere else is it shown.</summary>
    public static void Frame(IHeaderDictionary headers) =>
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

    /// <summary>For what came from outside and is saved, never shown.</summary>
    public static void Download(IHeaderDictionary headers) => headers.ContentSecurityPolicy = "sandbox; default-src 'none'";

    /// <summary>What is for programs is no page: a browser that is led to it saves it (ASVS 14.4.2).</summary>
    public static Task ShowNoJson(HttpResponse response)
    {
        if (response.ContentType?.Split(';')[0] is "application/json" or "application/problem+json" && response.Headers.ContentDisposition.Count == 0)
        {
            response.Headers.ContentDisposition = "attachment; filename=\"api.json\"";
        }

        return Task.CompletedTask;
    }

    /// <summary>Lets scripts of our own address run, and ask our own address.</summary>
    public static void AllowScript(IHeaderDictionary headers) => headers.ContentSecurityPolicy = $"{ContentSecurityPolicy}; script-src 'self'; connect-src 'self'";
}
