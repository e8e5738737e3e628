using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace Router.Kit;

/// <summary>How storage can fail.</summary>
internal enum StorageFault
{
    /// <summary>Answered 503; nothing was done.</summary>
    Unavailable,

    /// <summary>The connection is cut; nothing was done.</summary>
    Reset,

    /// <summary>It was done, and the connection is cut before the answer: the next try finds its own work.</summary>
    LostAnswer,
}

/// <summary>Stands between the app and one Azurite endpoint; every write is an effect.</summary>
internal sealed class StorageProxy : IAsyncDisposable
{
    private static readonly string[] HopByHop = ["Transfer-Encoding", "Connection", "Keep-Alive"];
    private readonly WebApplication app;
    private readonly HttpClient client;
    private readonly ConcurrentQueue<string> readPaths = new();
    private int writes;
    private int faults;

    private StorageProxy(WebApplication app, HttpClient client, int port)
    {
        this.app = app;
        this.client = client;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Addresses of what was read, and queries with their filters. The relay's look at what is pending comes by the clock, so it is left out.</summary>
    public IReadOnlyCollection<string> ReadPaths => readPaths;

    public int Reads => readPaths.Count;

    public int Writes => Volatile.Read(ref writes);

    /// <summary>When set, each request is answered so instead of being forwarded.</summary>
    public int? RefuseWith { get; set; }

    /// <summary>Which requests <see cref="RefuseWith"/> is for; by default all.</summary>
    public Func<HttpRequest, bool> Refuses { get; set; } = _ => true;

    /// <summary>Asked at each write; null lets it pass.</summary>
    public Func<StorageFault?> NextFault { get; set; } = () => null;

    /// <summary>How many writes met a fault.</summary>
    public int Faults => Volatile.Read(ref faults);

    public static async Task<StorageProxy> StartAsync(int targetPort, EffectCounter effects)
    {
        var port = FreePort.Take(1)[0];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var app = builder.Build();
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{targetPort}"),
        };
        var proxy = new StorageProxy(app, client, port);
        app.Run(context => proxy.ForwardAsync(context, effects));
        await app.StartAsync();
        return proxy;
    }

    public void ResetCounts()
    {
        readPaths.Clear();
        Volatile.Write(ref writes, 0);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        client.Dispose();
    }

    private async Task ForwardAsync(HttpContext context, EffectCounter effects)
    {
        if (RefuseWith is { } status && Refuses(context.Request))
        {
            context.Response.StatusCode = status;
            return;
        }

        using var request = await CopyAsync(context.Request);
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            NoteRead(request);
            using var read = await client.SendAsync(request);
            await AnswerAsync(context.Response, read);
            return;
        }

        Interlocked.Increment(ref writes);
        if (NextFault() is { } fault)
        {
            Interlocked.Increment(ref faults);
            await FailAsync(context, request, fault);
            return;
        }

        HttpResponseMessage? response = null;
        try
        {
            if (await effects.PassAsync(async () => response = await client.SendAsync(request)))
            {
                await AnswerAsync(context.Response, response!);
            }
            else
            {
                context.Abort();
            }
        }
        finally
        {
            response?.Dispose();
        }
    }

    private void NoteRead(HttpRequestMessage request)
    {
        var path = Uri.UnescapeDataString($"{request.RequestUri}");
        if (!path.Contains("/pending()", StringComparison.Ordinal))
        {
            readPaths.Enqueue(path);
        }
    }

    private async Task FailAsync(HttpContext context, HttpRequestMessage request, StorageFault fault)
    {
        if (fault == StorageFault.Unavailable)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (fault == StorageFault.LostAnswer)
        {
            using var unheard = await client.SendAsync(request);
        }

        context.Abort();
    }

    private static async Task<HttpRequestMessage> CopyAsync(HttpRequest incoming)
    {
        var body = new MemoryStream();
        await incoming.Body.CopyToAsync(body);
        var target = incoming.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var request = new HttpRequestMessage(new HttpMethod(incoming.Method), target);
        var content = new ByteArrayContent(body.ToArray());
        request.Content = content;
        foreach (var (name, values) in incoming.Headers)
        {
            if (!HopByHop.Contains(name, StringComparer.OrdinalIgnoreCase)
                && !request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        return request;
    }

    private static async Task AnswerAsync(HttpResponse outgoing, HttpResponseMessage response)
    {
        outgoing.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            if (!HopByHop.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                outgoing.Headers.Append(name, values.ToArray());
            }
        }

        await response.Content.CopyToAsync(outgoing.Body);
    }
}
