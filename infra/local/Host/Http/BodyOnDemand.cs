using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Router.FunctionsHost.Http;

/// <summary>
/// Sends a streamed body on when the worker begins to read it (Expect: 100-continue, RFC 9110, section 10.1.1). What is refused by its headers would else be answered only once
/// the whole body is sent, and not at all where that takes longer than the five seconds for which the worker's web server throws an unread body away.
/// </summary>
internal sealed class BodyOnDemand : HttpTransformer
{
    /// <summary>Then it is sent all the same.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static readonly BodyOnDemand Transformer = new();

    private BodyOnDemand()
    {
    }

    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await Default.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        if (proxyRequest.Content is not null && httpContext.Request.ContentLength is null)
        {
            proxyRequest.Headers.ExpectContinue = true;
        }
    }
}
