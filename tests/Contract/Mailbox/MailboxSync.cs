using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Router.Connectors.Graph;
using Router.Contract.Connectors.Graph;
using Router.Contract.Conversations;
using Router.Contract.Storage;
using Router.Mailbox;
using Router.Messaging;
using Router.Operations;
using Router.Storage;

namespace Router.Contract.Mailbox;

/// <summary>One process that reads the stand-in mailbox, with a queue that the test empties.</summary>
internal sealed class MailboxSync
{
    private readonly FetchMailHandler fetch;
    private int fetched;

    public MailboxSync(RouterStorage storage, GraphTarget target, Action<MailboxOptions>? change = null)
    {
        Storage = storage;
        Settings = target.With(options => change?.Invoke(options));
        var options = Options.Create(Settings);
        var mailbox = target.ToMailbox(Settings);
        Store = new MailboxStore(storage.Account, storage.Time);
        var announcer = new MailAnnouncer(storage.Sender);
        Desk = new MailDesk(storage);
        Notifications = new MailNotifications(new GraphNotifications(), announcer, Store, options);
        Reconciler = new MailboxReconciler(
            mailbox, Store, announcer, options, Options.Create(new MessagingOptions()), storage.Time, NullLogger<MailboxReconciler>.Instance);
        Keeper = new MailSubscriptionKeeper(
            mailbox, target.ToConnection(Settings), Store, new SiteAddress(Options.Create(new SiteOptions { Url = SiteUrl })), options, storage.Time, NullLogger<MailSubscriptionKeeper>.Instance);
        fetch = new FetchMailHandler(mailbox, Desk.Receiver, Store, storage.Time, NullLogger<FetchMailHandler>.Instance);
    }

    /// <summary>Where the app would be; nobody listens there until a test does.</summary>
    public static string SiteUrl { get; } = $"http://127.0.0.1:{Kit.FreePort.Take(1)[0]}";

    public RouterStorage Storage { get; }

    public MailboxOptions Settings { get; }

    public MailboxStore Store { get; }

    public MailDesk Desk { get; }

    public MailNotifications Notifications { get; }

    public MailboxReconciler Reconciler { get; }

    public MailSubscriptionKeeper Keeper { get; }

    public IReadOnlyList<OutboundMessage> Announced => [.. Storage.Sender.Sent.Where(message => message.Envelope.Message == MessageNames.FetchMail)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Handles what was announced since the last time.</summary>
    public async Task FetchAsync(int attempt = 1)
    {
        var announced = Announced;
        foreach (var message in announced.Skip(fetched))
        {
            await fetch.HandleAsync(message.Envelope with { Attempt = attempt }, Token);
        }

        fetched = announced.Count;
    }
}
