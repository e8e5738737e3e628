using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Router.Subscribers;
using Router.Subscribers.Guard;

namespace Router.Unit.Subscribers;

public sealed class SubscriberClientTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(FactSamples.Then);
    private readonly List<(string Path, string Body, Dictionary<string, string> Headers)> received = [];
    private readonly TaskCompletionSource hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication app = null!;
    private SubscriberClient client = null!;
    private RequestDelegate answer = _ => Task.CompletedTask;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            received.Add((context.Request.Path, await reader.ReadToEndAsync(context.RequestAborted), context.Request.Headers.ToDictionary(header => header.Key, header => $"{header.Value}", StringComparer.OrdinalIgnoreCase)));
            await answer(context);
        });
        await app.StartAsync(Token);
        client = new SubscriberClient(new GuardedConnector(new SystemResolver(), Options.Create(new FactDeliveryOptions { AllowLoopback = true })), time);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Post_Taken_SignedJsonOfOurs()
    {
        var sent = await PostAsync();

        var (path, body, headers) = Assert.Single(received);
        Assert.True(sent.IsTaken);
        Assert.Equal(("/in", "{}", "application/json", "msg_1"), (path, body, headers["Content-Type"], headers["webhook-id"]));
        Assert.Equal(FactSigner.Sign("msg_1", FactSamples.Then.ToUnixTimeSeconds(), "{}"u8, [new byte[24]]), headers["webhook-signature"]);
        Assert.Equal(FactSamples.Then.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), headers["webhook-timestamp"]);
    }

    [Fact]
    public async Task Post_Redirect_NotFollowed()
    {
        Answer(StatusCodes.Status307TemporaryRedirect, "Location", "/elsewhere");

        Assert.Equal((307, false), (await PostAsync() is var sent ? (sent.Status, sent.IsTaken) : default));
        Assert.Single(received);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Sun, 22 Nov 2026 08:10:00 GMT", 600)]
    [InlineData("Sun, 22 Nov 2026 07:00:00 GMT", null)]
    [InlineData("soon", null)]
    public async Task Post_RetryAfter_Read(string asked, int? seconds)
    {
        Answer(StatusCodes.Status429TooManyRequests, "Retry-After", asked);

        var sent = await PostAsync();

        Assert.Equal((true, seconds), (sent.WantsPause, (int?)sent.RetryAfter?.TotalSeconds));
    }

    [Fact]
    public async Task Post_EndlessAnswer_NotReadToItsEnd()
    {
        long written = 0;
        answer = async context =>
        {
            var chunk = new byte[4_096];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
                Interlocked.Add(ref written, chunk.Length);
            }
        };

        Assert.True((await PostAsync()).IsTaken);

        // What the sockets between hold is beyond us; a reader to the end would never return.
        Assert.InRange(Interlocked.Read(ref written), 4_096, 32 * 1024 * 1024);
    }

    [Fact]
    public async Task Post_NoAnswer_GivenUpAfterTheDeadline()
    {
        answer = async _ =>
        {
            hanging.SetResult();
            await released.Task;
        };
        var sending = PostAsync();
        await hanging.Task;

        time.Advance(SubscriberClient.Deadline);

        Assert.Equal((null, "no answer within 20 s"), await sending is var sent ? (sent.Status, sent.Outcome) : default);
        released.SetResult();
    }

    [Fact]
    public async Task Post_NobodyListens_SaidInOurWords()
    {
        await app.StopAsync(Token);

        Assert.Equal((null, "no connection (ConnectionRefused)"), await PostAsync() is var sent ? (sent.Status, sent.Outcome) : default);
    }

    private void Answer(int status, string header, string value) => answer = context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers[header] = value;
        return Task.CompletedTask;
    };

    private Task<SubscriberAnswer> PostAsync()
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return client.PostAsync(new Subscription("a", new Uri(address + "/in"), [], false, [new byte[24]]), "msg_1", "{}"u8.ToArray(), Token);
    }
}
