using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Timers;

namespace Router.FunctionsHost.Http;

/// <summary>
/// Which function takes a request: the first whose route matches, in the order in which they are given and whatever matches better further on. This is how the real host routes,
/// so a catch-all whose name sorts early swallows the requests of others here too. A wrong method is no match.
/// </summary>
internal sealed class FunctionRoutes
{
    private readonly RouteCollection routes = new();

    public FunctionRoutes(string prefix, IEnumerable<FunctionDefinition.Http> functions, HttpProxy proxy, IReadOnlyList<TimerListener> timers, IInlineConstraintResolver constraints)
    {
        Proxy = proxy;
        Timers = timers;
        foreach (var function in functions)
        {
            var template = string.Join('/', ((string[])[prefix.Trim('/'), function.Route.TrimStart('/')]).Where(part => part.Length > 0));
            var methods = function.Methods.IsEmpty ? null : new Dictionary<string, object> { ["method"] = new HttpMethodRouteConstraint([.. function.Methods]) };
            routes.Add(new Route(new Target(function), template, null, methods, null, constraints));
        }
    }

    public HttpProxy Proxy { get; }

    public IReadOnlyList<TimerListener> Timers { get; }

    /// <summary>The function, with the route's values set on the request; nothing if no route matches.</summary>
    public async Task<FunctionDefinition.Http?> MatchAsync(HttpContext context)
    {
        var match = new RouteContext(context);
        await routes.RouteAsync(match);
        context.Request.RouteValues = match.RouteData.Values;
        return match.RouteData.Routers.OfType<Target>().LastOrDefault()?.Function;
    }

    private sealed class Target(FunctionDefinition.Http function) : IRouter
    {
        public FunctionDefinition.Http Function => function;

        public VirtualPathData? GetVirtualPath(VirtualPathContext context) => null;

        public Task RouteAsync(RouteContext context)
        {
            context.RouteData.Routers.Add(this);
            context.Handler = _ => Task.CompletedTask;
            return Task.CompletedTask;
        }
    }
}
