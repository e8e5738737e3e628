using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Router.Contract.Storage;

/// <summary>
/// Stands before the emulator's tables and kills at a call: from then on nothing gets through, as for a process that died. "After" lets the
/// call itself take effect and loses only its answer.
/// </summary>
internal sealed class KillingProxy : IAsyncDisposable
{
    private static readonly HashSet<string> NotForwarded = new(StringComparer.OrdinalIgnoreCase) { "Host", "Connection", "Transfer-Encoding", "Content-Length" };
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly WebApplication app;
    private readonly Uri target;
    private readonly int killAt;
    private readonly bool after;
    private int calls;

    private KillingProxy(Uri target, int killAt, bool after)
    {
        (this.target, this.killAt, this.after) = (target, killAt, after);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(PassAsync);
    }

    public bool HasKilled => Volatile.Read(ref calls) >= killAt;

    public static async Task<(KillingProxy Proxy, string ConnectionString)> StartAsync(string connectionString, int killAt, bool after)
    {
        var parts = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries);
        var table = Array.FindIndex(parts, part => part.StartsWith("TableEndpoint=", StringComparison.Ordinal));
        var endpoint = new Uri(parts[table]["TableEndpoint=".Length..]);
        var proxy = new KillingProxy(new Uri(endpoint.GetLeftPart(UriPartial.Authority)), killAt, after);
        await proxy.app.StartAsync();
        var address = proxy.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        parts[table] = $"TableEndpoint={address}{endpoint.AbsolutePath}";
        return (proxy, string.Join(';', parts) + ";");
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        client.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var call = Interlocked.Increment(ref calls);
        if (call > killAt || (call == killAt && !after))
        {
            context.Abort();
            return;
        }

        using var answer = await ForwardAsync(context.Request);
        if (call == killAt)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var header in answer.Headers.Concat(answer.Content.Headers).Where(header => !NotForwarded.Contains(header.Key)))
        {
            context.Response.Headers[header.Key] = header.Value.ToArray();
        }

        if (answer.StatusCode != HttpStatusCode.NoContent)
        {
            await answer.Content.CopyToAsync(context.Response.Body);
        }
    }

    private async Task<HttpResponseMessage> ForwardAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var path = Microsoft.AspNetCore.Http.Extensions.UriHelper.GetEncodedPathAndQuery(request);
        using var forwarded = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(target + path.TrimStart('/'))) { Content = new ByteArrayContent(body.ToArray()) };
        foreach (var header in request.Headers.Where(header => !NotForwarded.Contains(header.Key)))
        {
            if (!forwarded.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray()))
            {
                forwarded.Content.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray());
            }
        }

        return await client.SendAsync(forwarded);
    }
}
