using Router.Broker.Entities;
using Router.Broker.Filters;

namespace Router.Broker.Configuration;

internal sealed record EmulatorTopic(string Name, EmulatorProperties? Properties, IReadOnlyList<EmulatorSubscription>? Subscriptions)
{
    public TopicSettings ToSettings()
    {
        var own = EmulatorConfig.Settings(Name, Properties);
        return new TopicSettings
        {
            Path = Name,
            DefaultTimeToLive = own.DefaultTimeToLive,
            DetectsDuplicates = own.DetectsDuplicates,
            DuplicateWindow = own.DuplicateWindow,
            Subscriptions = [.. (Subscriptions ?? []).Select(subscription => subscription.ToSettings(this))],
        };
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
        SubscriptionRule[] rules = Rules is { Count: > 0 } ? [.. Rules.Select(rule => rule.ToRule(path))] : [SubscriptionRule.Default];
        return new SubscriptionSettings(Name, EmulatorConfig.Settings(path, properties), rules);
    }
}
