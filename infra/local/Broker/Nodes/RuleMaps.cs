using Amqp.Types;
using Router.Broker.Filters;

namespace Router.Broker.Nodes;

/// <summary>
/// Rules as clients send them, in maps, and as they get them, in described lists.
/// https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-request-response#rule-operations
/// </summary>
internal static class RuleMaps
{
    private const ulong RuleCode = 0x13700000004;
    private const ulong NoActionCode = 0x13700000005;
    private const ulong SqlActionCode = 0x13700000006;
    private const ulong SqlFilterCode = 0x1370000006;
    private const ulong TrueFilterCode = 0x1370000007;
    private const ulong FalseFilterCode = 0x1370000008;
    private const ulong CorrelationFilterCode = 0x1370000009;
    private const int CompatibilityLevel = 20;
    private static readonly (string Map, string Filter)[] Fields =
    [
        ("correlation-id", "CorrelationId"), ("message-id", "MessageId"), ("to", "To"), ("reply-to", "ReplyTo"), ("label", "Label"),
        ("session-id", "SessionId"), ("reply-to-session-id", "ReplyToSessionId"), ("content-type", "ContentType"),
    ];

    /// <summary>Throws <see cref="FormatException"/> with what is wrong or not supported.</summary>
    public static SubscriptionRule Read(string name, Map description)
    {
        IMessageFilter filter = (Maps.Value(description, "sql-filter"), Maps.Value(description, "correlation-filter")) switch
        {
            (Map sql, _) => SqlFilter.Parse(Maps.Text(sql, "expression") ?? ""),
            (_, Map correlation) => Correlation(correlation),
            _ => throw new FormatException("it has neither a SQL nor a correlation filter"),
        };
        var action = Maps.Value(description, "sql-rule-action") is Map map && Maps.Text(map, "expression") is { Length: > 0 } edits ? SqlAction.Parse(edits) : null;
        return new SubscriptionRule(name, filter, action);
    }

    public static DescribedValue Write(SubscriptionRule rule) =>
        new(RuleCode, new List { Write(rule.Filter), Write(rule.Action), rule.Name, rule.CreatedAt.UtcDateTime });

    private static CorrelationFilter Correlation(Map map)
    {
        var system = Fields.Select(field => (field.Filter, Value: Maps.Text(map, field.Map))).Where(field => !string.IsNullOrEmpty(field.Value));
        var application = Maps.Properties(Maps.Value(map, "properties") as Map) ?? [];
        return new CorrelationFilter(
            system.ToDictionary(field => field.Filter, field => field.Value!, StringComparer.Ordinal),
            application.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal));
    }

    private static DescribedValue Write(SqlAction? action) => action is null
        ? new DescribedValue(NoActionCode, new List())
        : new DescribedValue(SqlActionCode, new List { action.Expression, CompatibilityLevel });

    private static DescribedValue Write(IMessageFilter filter) => filter switch
    {
        SqlFilter sql => new DescribedValue(SqlFilterCode, new List { sql.Expression, CompatibilityLevel }),
        CorrelationFilter correlation => new DescribedValue(CorrelationFilterCode, Write(correlation)),
        FalseFilter => new DescribedValue(FalseFilterCode, new List()),
        _ => new DescribedValue(TrueFilterCode, new List()),
    };

    private static List Write(CorrelationFilter filter)
    {
        var list = new List();
        foreach (var (_, name) in Fields)
            list.Add(filter.System.GetValueOrDefault(name));
        var application = new Map();
        foreach (var (name, value) in filter.Application)
            application[name] = value;
        list.Add(application);
        return list;
    }
}
