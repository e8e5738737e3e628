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
using Yarp.ReverseProxy.Forwarder;

namespace Router.FunctionsHost.Http;

/// <summary>The HTTP side of the host: loopback only.</summary>
internal sealed class HttpFront : IAsyncDisposable
{
    /// <summary>The real host's limit.</summary>
    public const long LargestBody = 104_857_600;

    private const string KeyHeader = "x-functions-key";

    private static readonly PathString Admin = "/admin/functions";

    private readonly TaskCompletionSource<FunctionRoutes> routes = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FrontRefusals refusals;
    private readonly WebApplication web;
    private readonly string? adminKey;
    private readonly int port;

    public HttpFront(int port, string? adminKey, TimeProvider time, ILoggerFactory logs)
    {
        refusals = new FrontRefusals(time, logs.CreateLogger<FrontRefusals>());
        this.port = port;
        this.adminKey = adminKey;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton(new QuietWebLogs(logs));
        builder.Services.AddSingleton<ILoggerFactory>(services => services.GetRequiredService<QuietWebLogs>());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            // The worker's web server has the usual limits (100 and 32 KiB), and gets more: who sent it, and the invocation's id.
            kestrel.Limits.MaxRequestHeaderCount = 90;
            kestrel.Limits.MaxRequestHeadersTotalSize = 30 * 1_024;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        web = builder.Build();
        web.Run(AnswerAsync);
    }

    public string Address => web.Urls.FirstOrDefault() ?? $"http://127.0.0.1:{port}";

    public IHttpForwarder Forwarder => web.Services.GetRequiredService<IHttpForwarder>();

    /// <summary>Requests that came earlier have waited for this.</summary>
    public void Open(string prefix, IEnumerable<FunctionDefinition.Http> functions, HttpProxy proxy, IReadOnlyList<TimerListener> timers) =>
        routes.SetResult(new FunctionRoutes(prefix, functions, proxy, timers, web.Services.GetRequiredService<IInlineConstraintResolver>()));

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

    private async Task AnswerAsync(HttpContext context)
    {
        if (!context.Request.Host.HasValue)
        {
            await HostRefusal.HostMissing.WriteAsync(context.Response);
            return;
        }

        if (context.Request.Headers.Any(header => header.Value.Any(value => !Ascii.IsValid(value))))
        {
            refusals.Note(HostRefusal.HeaderMalformed);
            await HostRefusal.HeaderMalformed.WriteAsync(context.Response);
            return;
        }

        // It asks for another place than an address here.
        if (HttpMethods.IsConnect(context.Request.Method))
        {
            await HostRefusal.NothingThere.WriteAsync(context.Response);
            return;
        }

        var open = await routes.Task.WaitAsync(context.RequestAborted);
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.Path.StartsWithSegments(Admin, out var name) && name.Value is { Length: > 1 } given && !given[1..].Contains('/'))
        {
            await CallTimerAsync(context, open.Timers, given[1..]);
        }
        else if (await open.MatchAsync(context) is { } function)
        {
            await open.Proxy.ForwardAsync(context, function);
        }
        else if (context.Request.Path == "/")
        {
            HostHeaders.Begin(context.Response, StatusCodes.Status204NoContent);
        }
        else
        {
            await HostRefusal.NothingThere.WriteAsync(context.Response);
        }
    }

    // As in Azure a key opens it; without one set it stays closed. A page in a browser can't send this header without asking first.
    private async Task CallTimerAsync(HttpContext context, IReadOnlyList<TimerListener> timers, string name)
    {
        var timer = timers.FirstOrDefault(timer => string.Equals(timer.Function, name, StringComparison.OrdinalIgnoreCase));
        if (!IsAdmin(context.Request))
        {
            await HostRefusal.KeyInvalid.WriteAsync(context.Response);
        }
        else if (timer is null)
        {
            await HostRefusal.NothingThere.WriteAsync(context.Response);
        }
        else
        {
            _ = timer.CallNowAsync();
            HostHeaders.Begin(context.Response, StatusCodes.Status202Accepted);
        }
    }

    private bool IsAdmin(HttpRequest request) => adminKey is { Length: > 0 } key
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(request.Headers[KeyHeader].ToString()));
}
