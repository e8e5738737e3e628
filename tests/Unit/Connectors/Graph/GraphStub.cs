using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Azure.Core;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Router.Connectors.Graph;
using Router.Mailbox;

namespace Router.Unit.Connectors.Graph;

/// <summary>A server that keeps each request as it came over the wire and answers what the test has laid ready.</summary>
internal sealed class GraphStub : IAsyncDisposable
{
    public const string Address = "support@own.example";
    private const string Key = "key-of-the-tests";
    private readonly ConcurrentQueue<SeenRequest> seen = new();
    private readonly ConcurrentQueue<(int Status, string Body, string? RetryAfter, string Type)> answers = new();
    private readonly WebApplication server;

    private GraphStub(WebApplication server)
    {
        this.server = server;
        server.Run(AnswerAsync);
    }

    public IReadOnlyList<SeenRequest> Seen => [.. seen];

    public string Url => $"{server.Urls.First()}/v1.0";

    /// <summary>What it answers when nothing is laid ready.</summary>
    public string Otherwise { get; set; } = "{}";

    public static async Task<GraphStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var stub = new GraphStub(builder.Build());
        await stub.server.StartAsync(TestContext.Current.CancellationToken);
        return stub;
    }

    public GraphStub Answer(string body, int status = 200, string? retryAfter = null, string type = "application/json")
    {
        answers.Enqueue((status, body, retryAfter, type));
        return this;
    }

    public GraphStub Refuse(int status, string code, string? retryAfter = null) =>
        Answer($$$"""{"error":{"code":"{{{code}}}","message":"Words that a customer may have written."}}""", status, retryAfter);

    public IMailbox Mailbox(TimeProvider? time = null)
    {
        var options = new GraphOptions { GraphUrl = Url, AccessKey = Key };
        static TokenCredential None() => throw new InvalidOperationException("A stand-in gets no token of the app's identity.");
        return new GraphMailbox(GraphAccess.ToClient(options, None, time ?? TimeProvider.System), new GraphCalls(time ?? TimeProvider.System), Options.Create(new MailboxOptions { Address = Address }), Options.Create(options));
    }

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        seen.Enqueue(new SeenRequest(
            context.Request.Method,
            Uri.UnescapeDataString(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget),
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Encoding.UTF8.GetString(body.ToArray())));
        var (status, text, retryAfter, type) = answers.TryDequeue(out var ready) ? ready : (200, Otherwise, null, "application/json");
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        if (status != StatusCodes.Status204NoContent)
        {
            await context.Response.WriteAsync(text);
        }
    }
}

/// <param name="Target">Path and query, decoded.</param>
internal sealed record SeenRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body);
