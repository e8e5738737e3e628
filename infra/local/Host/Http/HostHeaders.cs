using Microsoft.AspNetCore.Http;

namespace Router.FunctionsHost.Http;

/// <summary>Of the answers that are the host's own: what the handler gives each of its own, too.</summary>
internal static class HostHeaders
{
    /// <summary>Begins an answer anew.</summary>
    public static void Begin(HttpResponse response, int status)
    {
        response.Clear();
        response.StatusCode = status;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
