using System.Net.Sockets;
using Router.Broker.Administration;
using Router.Broker.Configuration;
using Router.Broker.Entities;
using Router.Broker.Faults;
using Router.Broker.Http;
using Router.Broker.Journal;
using Router.Broker.Nodes;
using Router.Broker.Protocol;
using Router.Broker.Security;

namespace Router.Broker;

/// <summary>A Service Bus-compatible broker on loopback, for local runs and for tests.</summary>
public sealed class BrokerServer : IAsyncDisposable
{
    private readonly BrokerOptions options;
    private readonly IJournal journal;
    private readonly EntityDirectory directory;
    private readonly ServerCertificate? certificate;
    private readonly ClientList clients;
    private readonly AmqpListener listener;
    private readonly AmqpListener? tlsListener;
    private BrokerPages? pages;
    private readonly bool atRunTime;
    private bool stopped;

    private BrokerServer(BrokerOptions options)
    {
        this.options = options;
        var config = EmulatorConfig.Parse(options.ConfigJson);
        var (queues, topics) = (config.Queues(), config.Topics());
        certificate = ServerCertificate.From(options);
        JournalImage? image = null;
        journal = options.DataDirectory is { } data ? OpenJournal(data, queues.Concat(topics.SelectMany(topic => topic.Subscriptions, (_, subscription) => subscription.Queue)), out image) : new NoJournal();
        directory = new EntityDirectory(queue => Open(queue, image), options.Clock);
        if (!directory.TryAdd(queues, topics))
            throw new FormatException("Two entities have one name.");
        (atRunTime, image) = (true, null);
        Faults = new FaultSwitches();
        var rules = new TokenRules([new SasKey(options.KeyName, options.Key, AccessRights.All)], options.JwtIssuer, options.Clock);
        var builder = new LinkBuilder(directory, rules, Faults, options.MaxMessageSize);
        clients = new ClientList(builder, rules, options.Clock, options.IdleTimeout);
        var frames = new FrameGate();
        listener = new AmqpListener(options.Port, clients, frames);
        if (certificate is not null)
            tlsListener = new AmqpListener(options.TlsPort!.Value, clients, frames, certificate.Context);
        Administration = new AdministrationEndpoint(new AdministrationApi(directory, options.Clock, removed => Remove(removed, clients)), rules);
        FaultActions = new FaultActions(Faults, clients, tlsListener is null ? [listener] : [listener, tlsListener], frames);
    }

    /// <summary>Told, with an entity's name, when a command of a client failed in a way nobody foresaw.</summary>
    public event Action<string, Exception>? CommandFailed;

    /// <summary>The AMQP port.</summary>
    public int Port => listener.Port;

    /// <summary>The port for AMQP over TLS, or 0 without one.</summary>
    public int TlsPort => tlsListener?.Port ?? 0;

    /// <summary>The certificate that TLS clients have to trust, when this broker has made its own.</summary>
    public string? AuthorityFile => certificate?.AuthorityFile;

    /// <summary>The port of the page, or 0 without one.</summary>
    public int HttpPort => pages?.Port ?? 0;

    /// <summary>Ends with an exception when the log can't be written any more.</summary>
    public Task Completion => (journal as FileJournal)?.Completion ?? new TaskCompletionSource().Task;

    /// <summary>How often a client has connected.</summary>
    public long ConnectionsSoFar => clients.ConnectionsSoFar;

    /// <summary>How often each fault was really injected, by its name.</summary>
    public IReadOnlyDictionary<string, long> InjectedFaults => Faults.Injected.ToDictionary(pair => FaultNames.Of(pair.Key), pair => pair.Value);

    /// <summary>Bytes of the log, 0 without one.</summary>
    public long LogLength => (journal as FileJournal)?.Length ?? 0;

    internal FaultSwitches Faults { get; }

    internal FaultActions FaultActions { get; }

    internal AdministrationEndpoint Administration { get; }

    internal IReadOnlyCollection<EntityMailbox> Entities => directory.All;

    /// <summary>Starts listening. A port in use throws <see cref="SocketException"/> or <see cref="IOException"/>.</summary>
    public static async Task<BrokerServer> StartAsync(BrokerOptions options)
    {
        var server = new BrokerServer(options);
        try
        {
            server.listener.Start();
            server.tlsListener?.Start();
            if (options.HttpPort is { } port)
                server.pages = await BrokerPages.StartAsync(server, port);
            return server;
        }
        catch
        {
            await server.StopAsync();
            throw;
        }
    }

    /// <summary>As <c>POST /faults/{name}</c>.</summary>
    public void Inject(string fault, int count = 1, string? entity = null)
    {
        if (!FaultNames.TryParse(fault, out var kind))
            throw new ArgumentException($"There is no fault '{fault}'.", nameof(fault));
        FaultActions.Inject(kind, count, entity);
    }

    /// <summary>Everything works again.</summary>
    public void ClearFaults() => FaultActions.Clear();

    /// <summary>What each entity holds, by its path.</summary>
    public async Task<IReadOnlyDictionary<string, EntityDepths>> DepthsAsync()
    {
        var depths = new Dictionary<string, EntityDepths>(StringComparer.OrdinalIgnoreCase);
        foreach (var mailbox in directory.All)
        {
            if (await EntityRuntime.TryReadAsync(mailbox) is { Counts: var counts })
                depths[mailbox.Path] = new EntityDepths(counts.Active, counts.Locked, counts.Scheduled, counts.Deferred, counts.DeadLettered);
        }

        return depths;
    }

    /// <summary>Closes the connections and writes what is left to write.</summary>
    public async Task StopAsync()
    {
        if (stopped)
            return;
        stopped = true;
        if (pages is not null)
            await pages.DisposeAsync();
        await listener.DisposeAsync();
        if (tlsListener is not null)
            await tlsListener.DisposeAsync();
        RemoveTemporaryCertificate();
        await directory.CloseAsync();
        await journal.DisposeAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await StopAsync();

    // Whoever is attached to what is deleted hears so, and nothing of it comes back after a restart.
    private static void Remove(IReadOnlyList<EntityMailbox> removed, ClientList clients)
    {
        foreach (var mailbox in removed)
        {
            foreach (var link in clients.Connections.SelectMany(connection => connection.Links).Where(link => IsOf(mailbox, link.Address)))
                link.Detach(Conditions.Error(Conditions.NotFound, $"The messaging entity '{mailbox.Path}' could not be found."));
            mailbox.Post(mailbox.Engine.Clear);
            _ = mailbox.DisposeAsync().AsTask();
        }
    }

    private static bool IsOf(EntityMailbox mailbox, string address) =>
        string.Equals(EntityPath.WithoutDeadLetters(EntityPath.WithoutManagement(address)), mailbox.Path, StringComparison.OrdinalIgnoreCase);

    private void RemoveTemporaryCertificate()
    {
        if (options.DataDirectory is null && AuthorityFile is { } file)
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private FileJournal OpenJournal(string data, IEnumerable<QueueSettings> entities, out JournalImage image)
    {
        var windows = entities.Where(entity => entity.DetectsDuplicates)
            .ToDictionary(entity => entity.Path, entity => entity.DuplicateWindow, StringComparer.OrdinalIgnoreCase);
        (var file, image) = FileJournal.Open(new JournalSettings(data, options.Clock, windows) { FlushToDisk = options.FlushToDisk, CompactAbove = options.CompactAbove });
        file.CompactionFailed += exception => CommandFailed?.Invoke("journal", exception);
        return file;
    }

    // What is made at run time lives in memory: the file says what there is after a restart.
    private EntityMailbox Open(QueueSettings settings, JournalImage? image)
    {
        var log = atRunTime ? new NoJournal() : journal;
        var engine = new QueueEngine(settings, options.Clock, log);
        if (!atRunTime)
            image?.RestoreInto(engine);
        return new EntityMailbox(engine, log, options.Clock, (path, exception) => CommandFailed?.Invoke(path, exception));
    }
}
