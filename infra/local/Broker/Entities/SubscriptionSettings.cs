using Router.Broker.Filters;

namespace Router.Broker.Entities;

/// <summary>A subscription is a queue that takes what one of its rules lets through.</summary>
internal sealed record SubscriptionSettings(string Name, QueueSettings Queue, IReadOnlyList<SubscriptionRule> Rules);
