using Router.Broker.Entities;

namespace Router.Broker.Configuration;

internal sealed record EmulatorTopic(string Name, EmulatorProperties? Properties, IReadOnlyList<EmulatorSubscription>? Subscriptions)
{
    /// <summary>Duplicates are the topic's business on Azure; here each subscription sees to its own, which comes to the same.</summary>
    public TopicSettings ToSettings()
    {
        Properties?.RefuseUnknown(Name);
        return new(Name, [.. (Subscriptions ?? []).Select(subscription => subscription.ToSettings(this))]);
    }
}

internal sealed record EmulatorSubscription(string Name, EmulatorProperties? Properties, IReadOnlyList<EmulatorRule>? Rules)
{
    public SubscriptionSettings ToSettings(EmulatorTopic topic)
    {
        var properties = (Properties ?? new EmulatorProperties()) with
        {
            RequiresDuplicateDetection = topic.Properties?.RequiresDuplicateDetection ?? false,
            DuplicateDetectionHistoryTimeWindow = topic.Properties?.DuplicateDetectionHistoryTimeWindow,
            DefaultMessageTimeToLive = Properties?.DefaultMessageTimeToLive ?? topic.Properties?.DefaultMessageTimeToLive,
        };
        var path = $"{topic.Name}/Subscriptions/{Name}";
        return new SubscriptionSettings(EmulatorConfig.Settings(path, properties), [.. (Rules ?? []).Select(rule => rule.ToFilter(path))]);
    }
}
