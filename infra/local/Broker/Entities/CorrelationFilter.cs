namespace Router.Broker.Entities;

/// <summary>The properties of a message that a subscription can choose by; names are those of the service's filters.</summary>
internal sealed record FilterableProperties(IReadOnlyDictionary<string, string?> System, IReadOnlyDictionary<string, string?> Application);

/// <summary>All conditions must hold, each by exact text. Without conditions it lets everything through.</summary>
internal sealed record CorrelationFilter(IReadOnlyDictionary<string, string> System, IReadOnlyDictionary<string, string> Application)
{
    public bool Matches(FilterableProperties message) => HoldsIn(System, message.System) && HoldsIn(Application, message.Application);

    private static bool HoldsIn(IReadOnlyDictionary<string, string> conditions, IReadOnlyDictionary<string, string?> values) =>
        conditions.All(condition => values.TryGetValue(condition.Key, out var value) && value == condition.Value);
}
