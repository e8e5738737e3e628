using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Router.Operations;
using Router.Pages.Errors;
using Router.Pages.Guard;
using Router.Requests;

namespace Router.Triggers.Http;

/// <summary>Stands before every HTTP function: refuses requests under host names that are not ours and functions that do not say whom they are open to, and gives each answer the headers that all share.</summary>
internal sealed class FrontDoor(SiteHosts hosts) : IFunctionsWorkerMiddleware
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
        if (!hosts.Knows(request.Host) || request.Headers.ContainsKey(ForwardedHost))
        {
            return new ProblemResult(Problem.HostUnknown()).ExecuteAsync(context);
        }

        return OpenFunctions.Includes(function) ? next() : ErrorResult.NotFound().ExecuteAsync(context);
    }
}
