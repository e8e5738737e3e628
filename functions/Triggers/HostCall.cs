namespace Router.Triggers;

/// <summary>
/// Tells the host's own calls of queue and timer functions from requests that somebody sent. Both come to the same port, and the path of a forwarded
/// request is whatever its sender wrote, so the path proves nothing. The host sends its own calls chunked; a chunked request from outside it never
/// forwards (it answers 500), and one without a length it forwards without a body.
/// </summary>
internal static class HostCall
{
    public static void MapHostCall(this IEndpointRouteBuilder endpoints, string function, Func<HttpContext, Task<IResult>> run) =>
        endpoints.MapPost("/" + function, async (HttpContext context) => IsMadeByHost(context.Request) ? await run(context) : TypedResults.NotFound());

    internal static bool IsMadeByHost(HttpRequest request) =>
        request.ContentLength is null && string.Equals(request.Headers.TransferEncoding.ToString(), "chunked", StringComparison.OrdinalIgnoreCase);
}
