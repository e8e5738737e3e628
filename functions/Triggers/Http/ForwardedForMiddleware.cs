using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Router.Intake;

namespace Router.Triggers.Http;

/// <summary>The host puts its own address in place of the header that says who posts; what came stands in the trigger's data only.</summary>
internal sealed class ForwardedForMiddleware : IFunctionsWorkerMiddleware
{
    // Those who hide share one address, and its limits.
    private const string Hidden = "0.0.0.0";

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http)
        {
            var original = OriginalHeaders.Of(context.BindingContext.BindingData, http.Request);
            if (original is null)
            {
                http.Request.Headers[SenderNetworks.Header] = Hidden;
            }
            else if (original.TryGetValue(SenderNetworks.Header, out var forwardedFor))
            {
                http.Request.Headers[SenderNetworks.Header] = forwardedFor;
            }
            else
            {
                http.Request.Headers.Remove(SenderNetworks.Header);
            }
        }

        return next(context);
    }
}
