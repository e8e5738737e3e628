using System.Net;
using Router.GraphStandIn.Endpoints;
using Router.GraphStandIn.Faults;
using Router.GraphStandIn.Folders;
using Router.GraphStandIn.Mails;
using Router.GraphStandIn.Subscriptions;
using Router.Local;

namespace Router.GraphStandIn;

/// <summary>The stand-in, in a process of its own or inside a test.</summary>
internal sealed class GraphServer : IAsyncDisposable
{
    private readonly WebApplication web;
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly Notifier notifier;
    private readonly CallGate gate;
    private readonly FolderMailbox? folder;

    private GraphServer(WebApplication web, GraphServerOptions options)
    {
        this.web = web;
        var time = TimeProvider.System;
        Mails = new MailStore(time);
        Subscriptions = new SubscriptionBook(time, http);
        notifier = new Notifier(Subscriptions, Mails, Faults, http, time, options.Address);
        gate = new CallGate(options.Key, Faults);
        folder = options.Folder is null ? null : new FolderMailbox(options.Folder, Mails, time);
    }

    public FaultSwitches Faults { get; } = new();

    public MailStore Mails { get; }

    public SubscriptionBook Subscriptions { get; }

    public int MostCallsAtOnce => gate.MostAtOnce;

    public string Url { get; private set; } = "";

    public static async Task<GraphServer> StartAsync(GraphServerOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        var server = new GraphServer(builder.Build(), options);
        server.Map(options);
        await server.web.StartAsync();
        server.Url = $"{server.web.Urls.Single()}/v1.0";
        server.folder?.Start();
        return server;
    }

    /// <summary>Removes a subscription as the service does at times.</summary>
    /// <param name="tells">True where a lifecycle notification says so.</param>
    public void RemoveSubscription(Subscription subscription, bool tells) => notifier.RemoveSubscription(subscription, tells);

    public void Tell(Subscription subscription, string lifecycleEvent) => notifier.Tell(subscription, lifecycleEvent);

    public async ValueTask DisposeAsync()
    {
        if (folder is not null)
        {
            await folder.DisposeAsync();
        }

        await notifier.DisposeAsync();
        await web.DisposeAsync();
        http.Dispose();
    }

    private void Map(GraphServerOptions options)
    {
        web.UseLocalDoor();
        web.Use(next => context => gate.RunAsync(context, next));
        var graph = web.MapGroup("/v1.0");
        new SubscriptionEndpoints(Subscriptions, TimeProvider.System).Map(graph);
        var user = graph.MapGroup("/users/{user}");
        user.AddEndpointFilter(async (call, next) => options.Address.Equals((string?)call.HttpContext.GetRouteValue("user"), StringComparison.OrdinalIgnoreCase)
            ? await next(call)
            : GraphAnswer.Error(404, "ErrorInvalidUser", "The requested user is invalid."));
        new MessageEndpoints(Mails, Faults, TimeProvider.System).Map(user);
    }
}
