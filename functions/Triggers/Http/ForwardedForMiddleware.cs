using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Router.Intake.Forms;

namespace Router.Triggers.Http;

/// <summary>The host puts its own address in place of the header that says who posts; what came stands in the trigger's data only.</summary>
internal sealed class ForwardedForMiddleware : IFunctionsWorkerMiddleware
{
    private const string Headers = "Headers";

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http)
        {
            if (Original(context) is { } original)
            {
                http.Request.Headers[FormRates.Header] = original;
            }
            else
            {
                http.Request.Headers.Remove(FormRates.Header);
            }
        }

        return next(context);
    }

    private static string? Original(FunctionContext context)
    {
        if (context.BindingContext.BindingData.GetValueOrDefault(Headers) is not string json)
        {
            return null;
        }

        using var headers = JsonDocument.Parse(json);
        return headers.RootElement.EnumerateObject()
            .Where(header => string.Equals(header.Name, FormRates.Header, StringComparison.OrdinalIgnoreCase))
            .Select(header => header.Value.GetString())
            .FirstOrDefault();
    }
}
