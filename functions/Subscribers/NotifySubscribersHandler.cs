using Router.Messaging;
using Router.Operations;
using Router.Requests;
using Router.Storage;
using Router.Subscribers.Deliveries;

namespace Router.Subscribers;

/// <summary>Makes a delivery of each fact of a stage for each subscriber that wants it, and lets them go.</summary>
internal sealed class NotifySubscribersHandler(
    PartitionStore partitions,
    StageCommitter committer,
    SubscriptionList subscriptions,
    DeliveryStore deliveries,
    DeliveryLanes lanes,
    SiteAddress site,
    TimeProvider time) : IMessageHandler
{
    public string Message => MessageNames.NotifySubscribers;

    public async Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        var (partition, request) = await partitions.LoadRequestAsync(envelope, cancellationToken);
        var stage = StageNames.NotificationOf(envelope.MailKey ?? "");
        if (partition.Has(stage))
        {
            return;
        }

        if (envelope.MailKey is not { } told || !partition.Has(told))
        {
            if (await partitions.HasCommittedAsync(partition.Key, stage, cancellationToken))
            {
                // A late copy of a long conversation: its head has let go of what is done.
                return;
            }

            throw new PermanentFailureException($"Request {envelope.Partition} has not committed the stage to tell of.");
        }

        var added =
            from fact in await partitions.LoadFactsAsync(partition.Key, told, cancellationToken)
            from subscription in subscriptions.All.Where(subscription => subscription.Wants(fact.Fact.Type))
            select AddAsync(fact, partition, subscription, cancellationToken);
        foreach (var subscriber in (await Task.WhenAll(added)).Distinct())
        {
            lanes.Call(subscriber);
        }

        await committer.CommitAsync(partition, new Stage(stage, Unparked(request, told)), cancellationToken);
    }

    private async Task<string> AddAsync(StoredFact fact, Partition partition, Subscription subscription, CancellationToken cancellationToken)
    {
        var body = FactBody.Write(fact, partition, site, subscription.IncludeText);
        await deliveries.AddAsync(Delivery.Of(fact, partition.Key, subscription.Id, time.GetUtcNow()), body, cancellationToken);
        return subscription.Id;
    }

    // The request itself is written only where its note of a failed notification is to go.
    private static Request? Unparked(Request request, string told) =>
        request.Parking is { Message: MessageNames.NotifySubscribers, MailKey: { } key } && key == told ? request with { Parking = null } : null;
}
