using Microsoft.Net.Http.Headers;

namespace Router.Pages.Frame;

/// <summary>What kind of answer the caller asks for.</summary>
internal static class AcceptHeader
{
    /// <summary>True when JSON is named and HTML is not preferred to it; browsers never name JSON.</summary>
    public static bool PrefersJson(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
        {
            return false;
        }

        var json = accepted.Where(IsJson).Select(Quality).DefaultIfEmpty(0).Max();
        var html = accepted.Where(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase)).Select(Quality).DefaultIfEmpty(0).Max();
        return json > 0 && json >= html;
    }

    private static bool IsJson(MediaTypeHeaderValue type) =>
        type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        || type.MediaType.Equals("application/problem+json", StringComparison.OrdinalIgnoreCase);

    private static double Quality(MediaTypeHeaderValue type) => type.Quality ?? 1;
}
