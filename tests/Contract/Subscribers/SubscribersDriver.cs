using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Router.Contract.Storage;
using Router.Messaging;
using Router.Operations;
using Router.Storage;
using Router.Subscribers;
using Router.Subscribers.Deliveries;
using Router.Subscribers.Guard;
using Router.Teams;

namespace Router.Contract.Subscribers;

/// <summary>One instance's part that tells subscribers, on the emulator and a clock of its own.</summary>
internal sealed class SubscribersDriver : IDisposable
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static readonly IOptions<FactDeliveryOptions> Development = Options.Create(new FactDeliveryOptions { AllowLoopback = true });
    private readonly SubscriberClient client;

    public SubscribersDriver(string connectionString, params Subscriber[] subscribers)
    {
        Storage = new RouterStorage(connectionString);
        var options = new SubscribersOptions();
        foreach (var subscriber in subscribers)
        {
            options.ById[subscriber.Id] = new SubscriberSettings { Secret = Secret };
        }

        Subscriptions = new SubscriptionList(new Team { People = [], Components = [], Promise = "soon", Subscribers = subscribers }, Options.Create(options));
        client = new SubscriberClient(new GuardedConnector(new SystemResolver(), Development), Storage.Time);
        Deliveries = new DeliveryStore(Storage.Account);
        Courier = new FactCourier(Deliveries, client, Storage.Time, NullLogger<FactCourier>.Instance);
        Lanes = new DeliveryLanes(Subscriptions, Courier, Storage.Time, NullLogger<DeliveryLanes>.Instance);
        Committer = new StageCommitter(Storage.Partitions, Storage.Dispatcher, new SubscribedFacts(Subscriptions));
        Handler = new NotifySubscribersHandler(
            Storage.Partitions, Committer, Subscriptions, Deliveries, Lanes, new SiteAddress(Options.Create(new SiteOptions { Url = "https://support.example.com" })), Storage.Time);
    }

    public RouterStorage Storage { get; }

    public SubscriptionList Subscriptions { get; }

    public DeliveryStore Deliveries { get; }

    public FactCourier Courier { get; }

    public DeliveryLanes Lanes { get; }

    public StageCommitter Committer { get; }

    public NotifySubscribersHandler Handler { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Subscriber Subscriber(string id, Receiver receiver, params string[] facts) => new() { Id = id, Url = receiver.Url, Facts = facts };

    /// <summary>Commits a request's first stage and, when told, hands its facts to the subscribers.</summary>
    public async Task<string> ReceiveAsync(string id, bool notifies = true)
    {
        await Committer.TryCommitAsync(id, null, new Stage(StageNames.Receive, RouterStorage.RequestOf(id)) { Text = "words" }, Token);
        if (notifies)
        {
            await NotifyAsync(id, StageNames.Receive);
        }

        return id;
    }

    public Task NotifyAsync(string id, string stage) => Handler.HandleAsync(new MessageEnvelope(MessageNames.NotifySubscribers, id, stage), Token);

    public async Task<int> DeliverAsync()
    {
        var attempts = 0;
        foreach (var subscription in Subscriptions.All)
        {
            attempts += await Courier.DeliverDueAsync(subscription, Token);
        }

        return attempts;
    }

    /// <summary>Lets the time pass up to the next attempt, which the lanes' timer may be at most five seconds late for.</summary>
    public async Task PassToNextAsync(string subscriber)
    {
        var next = (await LatestAsync(subscriber)).Max(delivery => delivery.NextAt);
        Storage.Time.SetUtcNow(next ?? throw new InvalidOperationException("Nothing waits."));
    }

    public Task<List<Router.Subscribers.Deliveries.Delivery>> LatestAsync(string subscriber) => Deliveries.LatestAsync(subscriber, 100, Token);

    public Task<SubscriberState> StateAsync(string subscriber) => Deliveries.StateAsync(subscriber, Token);

    public void Dispose()
    {
        Lanes.Dispose();
        client.Dispose();
    }
}
