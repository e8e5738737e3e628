using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Router.Operations;
using Router.Pages.Errors;
using Router.Pages.Guard;
using Router.Requests;

namespace Router.Triggers.Http;

/// <summary>
/// Stands before every HTTP function: refuses requests under host names that are not ours and functions that do not say whom they are open to, and gives each answer
/// the headers that all share. Who went away, or sent a body that can't be read, is no failure of ours.
/// </summary>
internal sealed partial class FrontDoor(SiteHosts hosts, ILogger<FrontDoor> logger) : IFunctionsWorkerMiddleware
{
    // The host, here and in Azure, writes into it the name that it was asked by, in place of whatever the sender wrote, and the worker's web server moves it to
    // the request's own host. What is still there was not understood.
    private const string ForwardedHost = "X-Forwarded-Host";

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        context.GetHttpContext() is { } http ? PassAsync(http, context.FunctionDefinition.Name, () => next(context)) : next(context);

    internal Task PassAsync(HttpContext context, string function, Func<Task> next)
    {
        var request = context.Request;
        SecurityHeaders.Apply(context.Response.Headers, hosts.IsSecure(request.Host));
        context.Response.OnStarting(() => SecurityHeaders.ShowNoJson(context.Response));
        if (!hosts.Knows(request.Host) || request.Headers.ContainsKey(ForwardedHost))
        {
            return new ProblemResult(Problem.HostUnknown()).ExecuteAsync(context);
        }

        return OpenFunctions.Includes(function) ? CallAsync(context, next) : ErrorResult.NotFound().ExecuteAsync(context);
    }

    private async Task CallAsync(HttpContext context, Func<Task> next)
    {
        try
        {
            await next();
        }
        catch (BadHttpRequestException broken) when (!context.Response.HasStarted)
        {
            await new ProblemResult(BodyPace.ProblemOf(broken, context, TriggersRegistration.MaxRequestBodyBytes)!).ExecuteAsync(context);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            Log.Gone(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The caller went away")]
        public static partial void Gone(ILogger logger);
    }
}
