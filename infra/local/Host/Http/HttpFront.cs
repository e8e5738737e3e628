using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Timers;

namespace Router.FunctionsHost.Http;

/// <summary>The HTTP side of the host: routes as Azure builds them, on loopback.</summary>
internal sealed class HttpFront : IAsyncDisposable
{
    /// <summary>The real host's limit.</summary>
    public const long LargestBody = 104_857_600;

    private const string KeyHeader = "x-functions-key";

    private readonly WebApplication web;
    private readonly string prefix;
    private readonly string? adminKey;
    private readonly int port;

    public HttpFront(int port, string prefix, string? adminKey, ILoggerFactory logs)
    {
        this.port = port;
        this.adminKey = adminKey;
        this.prefix = prefix.Trim('/');
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(new QuietWebLogs(logs));
        builder.Services.AddSingleton<ILoggerFactory>(services => services.GetRequiredService<QuietWebLogs>());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        web = builder.Build();
        web.Use(AnswerUnroutedAsync);
    }

    public string Address => web.Urls.FirstOrDefault() ?? $"http://127.0.0.1:{port}";

    public void Map(IEnumerable<FunctionDefinition.Http> functions, HttpForwarder forwarder, IReadOnlyList<TimerListener> timers)
    {
        foreach (var function in functions)
        {
            var pattern = string.Join('/', ((string[])[prefix, function.Route.TrimStart('/')]).Where(part => part.Length > 0));
            RequestDelegate forward = context => forwarder.ForwardAsync(context, function.Name);
            var mapped = function.Methods.IsEmpty ? web.Map(pattern, forward) : web.MapMethods(pattern, function.Methods, forward);
            mapped.WithMetadata(FunctionRoute.Instance);
        }

        web.MapPost("/admin/functions/{name}", context => CallTimerAsync(context, timers)).WithMetadata(FunctionRoute.Instance);
    }

    public async Task StartAsync(CancellationToken cancellation)
    {
        try
        {
            await web.StartAsync(cancellation);
        }
        catch (IOException e)
        {
            throw new HostException($"Port {port} of 127.0.0.1 is in use. End what listens there or choose another with --port.", e);
        }
    }

    public async Task StopAsync(TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        await web.StopAsync(timeout.Token);
    }

    public ValueTask DisposeAsync() => web.DisposeAsync();

    // What ASP.NET Core answers itself is not what the real host answers: there, a wrong method is no match at all.
    private static Task AnswerUnroutedAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<FunctionRoute>() is not null)
        {
            return next(context);
        }

        context.Response.StatusCode = context.Request.Path == "/" ? StatusCodes.Status204NoContent : StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    // As in Azure a key opens it; without one set it stays closed. A page in a browser can't send this header without asking first.
    private Task CallTimerAsync(HttpContext context, IReadOnlyList<TimerListener> timers)
    {
        var name = (string?)context.GetRouteValue("name");
        var timer = timers.FirstOrDefault(timer => string.Equals(timer.Function, name, StringComparison.OrdinalIgnoreCase));
        if (!IsAdmin(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (timer is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else
        {
            _ = timer.CallNowAsync();
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }

        return Task.CompletedTask;
    }

    private bool IsAdmin(HttpRequest request) => adminKey is { Length: > 0 } key
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(request.Headers[KeyHeader].ToString()));

    private sealed class FunctionRoute
    {
        public static FunctionRoute Instance { get; } = new();
    }
}
