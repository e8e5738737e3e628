namespace Router.Broker.Filters;

/// <summary>All conditions must hold, each by equality. Without conditions it lets everything through.</summary>
internal sealed record CorrelationFilter(IReadOnlyDictionary<string, string> System, IReadOnlyDictionary<string, object> Application) : IMessageFilter
{
    public bool Matches(FilterableProperties message) =>
        System.All(condition => Holds(condition.Value, message.System.GetValueOrDefault(condition.Key)))
        && Application.All(condition => Holds(condition.Value, message.Application.GetValueOrDefault(condition.Key)));

    private static bool Holds(object expected, object? actual) => SqlValues.Compare(expected, actual) == 0;
}
