using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Router.FunctionsHost.Handler;

namespace Router.FunctionsHost.Http;

/// <summary>A caller's request as the handler gets it: whole, but for the repeated query keys that the real host joins.</summary>
internal static class ForwardedRequest
{
    // They describe one connection and are each side's own; the body's length is known, so nobody has to wait for a 100.
    private static readonly HashSet<string> OfTheConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Expect",
    };

    public static HttpRequestMessage From(HttpRequest request, string invocationId)
    {
        var forwarded = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(PathAndQuery(request), UriKind.Relative));
        if (request.ContentLength is not null)
        {
            forwarded.Content = new StreamContent(request.Body);
        }

        foreach (var (name, values) in request.Headers.Where(header => !OfTheConnection.Contains(header.Key)))
        {
            if (!forwarded.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                forwarded.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        FunctionInvoker.AddHeaders(forwarded, invocationId);
        return forwarded;
    }

    public static async Task CopyAnswerAsync(HttpResponseMessage answer, HttpResponse response, CancellationToken cancellation)
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !OfTheConnection.Contains(header.Key)))
        {
            response.Headers[name] = new StringValues([.. values]);
        }

        await answer.Content.CopyToAsync(response.Body, cancellation);
    }

    private static string PathAndQuery(HttpRequest request) =>
        QueryHelpers.AddQueryString(request.Path.ToUriComponent(), request.Query.ToDictionary(query => query.Key, query => (string?)query.Value.ToString()));
}
