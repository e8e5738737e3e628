using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Router.Planted;

/// <summary>Answers senders 202 and keeps nothing.</summary>
internal sealed class AcknowledgesWithoutStoring : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        context.GetHttpContext() is { } http && http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? Acknowledgement.WriteAsync(http.Response)
            : next(context);
}

/// <summary>Answers the relay's timer without running it.</summary>
internal sealed class NeverRelays : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        context.FunctionDefinition.Name == "RelayOutbox" ? Task.CompletedTask : next(context);
}

/// <summary>Answers senders 202 when storage is away.</summary>
internal sealed class AnswersThroughOutages : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        await next(context);
        var answer = context.GetInvocationResult();
        if (answer.Value is IResult result && context.GetHttpContext()!.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            answer.Value = new NeverUnavailable(result);
        }
    }

    private sealed class NeverUnavailable(IResult inner) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            var answer = response.Body;
            using var kept = new MemoryStream();
            response.Body = kept;
            await inner.ExecuteAsync(httpContext);
            response.Body = answer;
            if (response.StatusCode == StatusCodes.Status503ServiceUnavailable)
            {
                response.Headers.Clear();
                await Acknowledgement.WriteAsync(response);
                return;
            }

            kept.Position = 0;
            await kept.CopyToAsync(answer);
        }
    }
}

/// <summary>Tells the host that each invocation of a queue or timer function went well.</summary>
internal sealed class CompletesWhatFailed : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.GetHttpContext() is null)
        {
            // The bug.
        }
    }
}

internal static class Acknowledgement
{
    public static Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status202Accepted;
        return response.WriteAsync("{\"id\":\"0000000000000000000000000000000f\",\"status\":\"\"}");
    }
}
