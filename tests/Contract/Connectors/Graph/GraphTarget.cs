using Azure.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Router.Connectors.Graph;
using Router.GraphStandIn;
using Router.Mailbox;

namespace Router.Contract.Connectors.Graph;

/// <summary>The mail service under test: the stand-in, or a mailbox of a real tenant where ROUTER_CONTRACT_GRAPH_ADDRESS names one (with the credentials that Azure.Identity finds).</summary>
internal sealed class GraphTarget : IAsyncDisposable
{
    private const string Key = "key-of-the-tests";
    private readonly GraphServer? server;

    private GraphTarget(GraphServer? server, MailboxOptions options)
    {
        this.server = server;
        MailboxOptions = options;
        Mailbox = ToMailbox(options);
    }

    public IMailbox Mailbox { get; }

    public MailboxOptions MailboxOptions { get; }

    public GraphServer StandIn => server ?? throw new InvalidOperationException("There is no stand-in: a real tenant is under test.");

    /// <summary>The service that settings name; the stand-in where they name none.</summary>
    public static async Task<GraphTarget> StartAsync() => Environment.GetEnvironmentVariable("ROUTER_CONTRACT_GRAPH_ADDRESS") is { Length: > 0 } address
        ? new GraphTarget(null, new MailboxOptions { Address = address })
        : await StartStandInAsync();

    public static async Task<GraphTarget> StartStandInAsync()
    {
        var server = await GraphServer.StartAsync(new GraphServerOptions(0, Key, "support@own.example"));
        return new GraphTarget(server, new MailboxOptions { Address = "support@own.example", ClientState = "client-state-of-the-tests" });
    }

    /// <summary>The same service by other settings.</summary>
    public IMailbox ToMailbox(MailboxOptions options, string key = Key) =>
        new GraphMailbox(ToClient(key), new GraphCalls(TimeProvider.System), Options.Create(options), Options.Create(Access(key)));

    public IMailboxConnection ToConnection(MailboxOptions options) =>
        new GraphConnection(ToClient(Key), new GraphCalls(TimeProvider.System), () => new DefaultAzureCredential(), Options.Create(options), Options.Create(Access(Key)));

    public MailboxOptions With(Action<MailboxOptions> change)
    {
        var options = new MailboxOptions { Address = MailboxOptions.Address, Folder = MailboxOptions.Folder, ClientState = MailboxOptions.ClientState };
        change(options);
        return options;
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private GraphServiceClient ToClient(string key) => GraphAccess.ToClient(Access(key), () => new DefaultAzureCredential(), TimeProvider.System);

    private GraphOptions Access(string key) => server is null ? new GraphOptions() : new GraphOptions { GraphUrl = server.Url, AccessKey = key };
}
