using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Router.Kit;

namespace Router.Acceptance.Delivery;

/// <summary>A subscriber's side, as another system would write it: checks the signature, deduplicates by id, and fails at the first try of each.</summary>
internal sealed class FactReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, int> tries = new();
    private readonly Lock gate = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> awaited = [];

    private FactReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.MapPost("/in", TakeAsync);
    }

    public ConcurrentDictionary<string, JsonNode> Facts { get; } = new();

    public int Unsigned { get; private set; }

    public IEnumerable<int> Tries => tries.Values;

    public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/in";

    public static async Task<FactReceiver> StartAsync()
    {
        var receiver = new FactReceiver();
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until so many facts have been taken.</summary>
    public Task ReachAsync(int count, TimeSpan atMost)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            awaited.Add((count, reached));
        }

        Tell();
        return reached.Task.WaitAsync(atMost);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer);
        var (id, body) = ($"{request.Headers["webhook-id"]}", buffer.ToArray());
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{request.Headers["webhook-timestamp"]}."), .. body];
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(AppRoot.Secret["whsec_".Length..]), signed));
        if (request.Headers["webhook-signature"] != expected)
        {
            Unsigned++;
            return TypedResults.Unauthorized();
        }

        if (tries.AddOrUpdate(id, 1, (_, count) => count + 1) == 1)
        {
            return TypedResults.StatusCode(StatusCodes.Status500InternalServerError);
        }

        Facts[id] = JsonNode.Parse(body)!;
        Tell();
        return TypedResults.NoContent();
    }

    private void Tell()
    {
        lock (gate)
        {
            awaited.Where(each => Facts.Count >= each.Count).ToList().ForEach(each => each.Reached.TrySetResult());
        }
    }
}
