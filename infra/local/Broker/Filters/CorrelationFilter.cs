using System.Globalization;

namespace Router.Broker.Filters;

/// <summary>All conditions must hold, each by exact text. Without conditions it lets everything through.</summary>
internal sealed record CorrelationFilter(IReadOnlyDictionary<string, string> System, IReadOnlyDictionary<string, string> Application) : IMessageFilter
{
    public bool Matches(FilterableProperties message) => HoldsIn(System, message.System) && HoldsIn(Application, message.Application);

    private static bool HoldsIn(IReadOnlyDictionary<string, string> conditions, IReadOnlyDictionary<string, object?> values) =>
        conditions.All(condition => values.TryGetValue(condition.Key, out var value) && Text(value) == condition.Value);

    private static string? Text(object? value) => value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value?.ToString();
}
