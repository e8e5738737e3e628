using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Router.Broker.Faults;
using Router.Local;

namespace Router.Broker.Http;

/// <summary><c>/health</c> with the depths of all entities, <c>/faults</c> for tests, and at every other path the administration API.</summary>
internal sealed class BrokerPages : IAsyncDisposable
{
    private readonly WebApplication app;

    private BrokerPages(WebApplication app) => this.app = app;

    public int Port { get; private set; }

    public static async Task<BrokerPages> StartAsync(BrokerServer server, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        app.UseLocalDoor();
        app.MapGet("/health", () => Health(server));
        app.MapGet("/faults", () => Faults(server.Faults));
        app.MapPost("/faults/{name}", (string name, HttpRequest request) => Inject(server, name, request.Query));
        app.MapDelete("/faults", () =>
        {
            server.FaultActions.Clear();
            return Faults(server.Faults);
        });
        app.MapFallback("{**path}", server.Administration.HandleAsync);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new BrokerPages(app) { Port = new Uri(address).Port };
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static async Task<JsonObject> Health(BrokerServer server)
    {
        var entities = new JsonObject();
        foreach (var (path, depths) in await server.DepthsAsync())
            entities[path] = Json(depths);
        return new JsonObject { ["status"] = "ok", ["port"] = server.Port, ["tlsPort"] = server.TlsPort, ["logBytes"] = server.LogLength, ["entities"] = entities };
    }

    private static JsonObject Json(EntityDepths counts) => new()
    {
        ["active"] = counts.Active,
        ["locked"] = counts.Locked,
        ["scheduled"] = counts.Scheduled,
        ["deferred"] = counts.Deferred,
        ["deadLettered"] = counts.DeadLettered,
    };

    private static JsonObject Faults(FaultSwitches switches)
    {
        var (armed, injected) = (new JsonObject(), new JsonObject());
        foreach (var (kind, left) in switches.Armed)
            armed[FaultNames.Of(kind)] = left;
        foreach (var kind in Enum.GetValues<FaultKind>())
            injected[FaultNames.Of(kind)] = switches.Injected.GetValueOrDefault(kind);
        return new JsonObject { ["armed"] = armed, ["injected"] = injected };
    }

    private static IResult Inject(BrokerServer server, string name, IQueryCollection query)
    {
        if (!FaultNames.TryParse(name, out var kind))
            return Results.NotFound(new JsonObject { ["error"] = $"There is no fault '{name}'; GET /faults lists them." });
        var count = 1;
        if (query["count"].ToString() is { Length: > 0 } text && (!int.TryParse(text, CultureInfo.InvariantCulture, out count) || count < 1))
            return Results.BadRequest(new JsonObject { ["error"] = "count is a positive number." });
        server.FaultActions.Inject(kind, count, query["entity"].ToString() is { Length: > 0 } entity ? entity : null);
        return Results.Ok(Faults(server.Faults));
    }
}
