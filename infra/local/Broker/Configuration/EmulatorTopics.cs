using System.Text.Json;
using Router.Broker.Entities;

namespace Router.Broker.Configuration;

internal sealed record EmulatorTopic(string Name, EmulatorProperties? Properties, IReadOnlyList<EmulatorSubscription>? Subscriptions)
{
    /// <summary>Duplicates are the topic's business on Azure; here each subscription sees to its own, which comes to the same.</summary>
    public TopicSettings ToSettings() => new(Name, [.. (Subscriptions ?? []).Select(subscription => subscription.ToSettings(this))]);
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

internal sealed record EmulatorRule(string? Name, EmulatorRuleProperties? Properties)
{
    public CorrelationFilter ToFilter(string subscription)
    {
        if (Properties is not { FilterType: "Correlation" or "CorrelationFilter", CorrelationFilter: { } filter })
            throw new FormatException($"Entity {subscription}: rule {Name} is no correlation filter, and this broker knows no other.");
        return filter.ToFilter();
    }
}

internal sealed record EmulatorRuleProperties(string? FilterType, EmulatorCorrelation? CorrelationFilter);

internal sealed record EmulatorCorrelation
{
    public string? MessageId { get; init; }
    public string? CorrelationId { get; init; }
    public string? To { get; init; }
    public string? ReplyTo { get; init; }
    public string? Label { get; init; }
    public string? SessionId { get; init; }
    public string? ReplyToSessionId { get; init; }
    public string? ContentType { get; init; }
    public IReadOnlyDictionary<string, JsonElement>? Properties { get; init; }

    public CorrelationFilter ToFilter()
    {
        (string Name, string? Value)[] system =
        [
            (nameof(MessageId), MessageId), (nameof(CorrelationId), CorrelationId), (nameof(To), To), (nameof(ReplyTo), ReplyTo),
            (nameof(Label), Label), (nameof(SessionId), SessionId), (nameof(ReplyToSessionId), ReplyToSessionId), (nameof(ContentType), ContentType),
        ];
        return new CorrelationFilter(
            system.Where(condition => condition.Value is not null).ToDictionary(condition => condition.Name, condition => condition.Value!, StringComparer.Ordinal),
            (Properties ?? new Dictionary<string, JsonElement>()).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal));
    }
}
