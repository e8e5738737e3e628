using System.Net;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Router.Triggers.Http;

namespace Router.Kit;

/// <summary>The app's HTTP functions on a free port in the test's own process, without a Functions host before them.</summary>
internal static class InProcessApp
{
    public static WebApplicationBuilder CreateBuilder(IEnumerable<string> settings)
    {
        var builder = WebApplication.CreateSlimBuilder([.. settings]);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.AddRouter();
        return builder;
    }

    public static WebApplication BuildWithFunctions(this WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.Use((context, next) => app.Services.GetRequiredService<FrontDoor>().PassAsync(
            context, context.GetEndpoint()?.Metadata.GetMetadata<MethodInfo>()?.DeclaringType!.Name ?? nameof(ServePages), () => next(context)));
        foreach (var function in typeof(RouterBuilder).Assembly.GetExportedTypes().Select(type => type.GetMethod("RunAsync")).OfType<MethodInfo>())
        {
            if (function.GetParameters()[0].GetCustomAttribute<HttpTriggerAttribute>() is { } trigger)
            {
                // One that names no methods takes all.
                RequestDelegate run = context => RunAsync(function, context);
                (trigger.Methods is { } methods ? app.MapMethods(trigger.Route!, methods, run) : app.Map(trigger.Route!, run)).WithMetadata(function);
            }
        }

        return app;
    }

    private static async Task RunAsync(MethodInfo function, HttpContext context)
    {
        var instance = ActivatorUtilities.CreateInstance(context.RequestServices, function.DeclaringType!);
        object?[] arguments = [context.Request, .. function.GetParameters().Skip(1).Select(parameter => (string)context.Request.RouteValues[parameter.Name!]!)];
        var run = (Task)function.Invoke(instance, arguments)!;
        await run;
        if (run is Task<IResult> answered)
        {
            await (await answered).ExecuteAsync(context);
        }
    }
}
