using Router.Broker.Filters;

namespace Router.Broker.Entities;

/// <summary>A subscription is a queue that takes what one of its filters lets through.</summary>
internal sealed record SubscriptionSettings(QueueSettings Queue, IReadOnlyList<IMessageFilter> Filters)
{
    public bool Takes(FilterableProperties message) => Filters.Count == 0 || Filters.Any(filter => filter.Matches(message));
}

internal sealed record TopicSettings(string Path, IReadOnlyList<SubscriptionSettings> Subscriptions);
