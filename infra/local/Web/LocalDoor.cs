namespace Router.Local;

/// <summary>
/// What a service of this machine refuses: requests under a name that is not this machine's, as a name of somebody else may lead a browser here (DNS
/// rebinding), and changes that another site's page asks a browser for.
/// </summary>
internal static class LocalDoor
{
    public static void UseLocalDoor(this WebApplication app) => app.Use(next => context => Refusal(context.Request) is { } refusal ? RefuseAsync(context.Response, refusal) : next(context));

    private static (int Status, string Code)? Refusal(HttpRequest request) => request switch
    {
        { Host.Host: not ("localhost" or "127.0.0.1" or "[::1]") } => (StatusCodes.Status421MisdirectedRequest, "host-unknown"),
        { Method: "GET" or "HEAD" } => null,
        _ => IsOfAnotherSite(request) ? (StatusCodes.Status403Forbidden, "cross-site-request") : null,
    };

    // Browsers say where a request comes from; programs say nothing of it.
    private static bool IsOfAnotherSite(HttpRequest request)
    {
        var own = $"{request.Scheme}://{request.Host}";
        return request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none")
            || (request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != own)
            || (request.Headers.Referer.ToString() is { Length: > 0 } page && !page.StartsWith(own + "/", StringComparison.OrdinalIgnoreCase));
    }

    private static Task RefuseAsync(HttpResponse response, (int Status, string Code) refusal)
    {
        response.StatusCode = refusal.Status;
        response.ContentType = "application/problem+json";
        return response.WriteAsync($$"""{"title":"{{refusal.Code}}","status":{{refusal.Status}},"code":"{{refusal.Code}}"}""");
    }
}
