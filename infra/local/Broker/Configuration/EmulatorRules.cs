using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Broker.Filters;

namespace Router.Broker.Configuration;

internal sealed record EmulatorRule(string? Name, EmulatorRuleProperties? Properties)
{
    /// <summary>Throws <see cref="FormatException"/> with the rule and what of it is not supported.</summary>
    public SubscriptionRule ToRule(string subscription)
    {
        var properties = Properties ?? new EmulatorRuleProperties();
        if (properties.Unknown?.Keys.FirstOrDefault() is { } unknown)
            throw new FormatException($"Entity {subscription}: rule {Name} has {unknown}, which this broker does not support.");
        var action = properties.Action is { SqlExpression: { Length: > 0 } edits } ? Checked(subscription, edits, text => SqlAction.Parse(text)) : null;
        return new SubscriptionRule(Name ?? throw new FormatException($"Entity {subscription}: a rule has no Name."), Filter(subscription, properties), action);
    }

    private IMessageFilter Filter(string subscription, EmulatorRuleProperties properties) => properties switch
    {
        { FilterType: "Correlation" or "CorrelationFilter", CorrelationFilter: { } filter } => filter.ToFilter($"Entity {subscription}: rule {Name}"),
        { FilterType: "Sql" or "SqlFilter", SqlFilter.SqlExpression: { } expression } => Checked(subscription, expression, text => SqlFilter.Parse(text)),
        _ => throw new FormatException($"Entity {subscription}: rule {Name} has the FilterType '{properties.FilterType}' and no such filter; there are Correlation and Sql."),
    };

    private T Checked<T>(string subscription, string expression, Func<string, T> parse)
    {
        try
        {
            return parse(expression);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"Entity {subscription}: rule {Name}: in \"{expression}\" {exception.Message}.", exception);
        }
    }
}

internal sealed record EmulatorRuleProperties
{
    public string? FilterType { get; init; }
    public EmulatorCorrelation? CorrelationFilter { get; init; }
    public EmulatorSql? SqlFilter { get; init; }
    public EmulatorSql? Action { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

internal sealed record EmulatorSql(string? SqlExpression);

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

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    public CorrelationFilter ToFilter(string rule)
    {
        if (Unknown?.Keys.FirstOrDefault() is { } unknown)
            throw new FormatException($"{rule} compares {unknown}, which this broker does not support.");
        (string Name, string? Value)[] system =
        [
            (nameof(MessageId), MessageId), (nameof(CorrelationId), CorrelationId), (nameof(To), To), (nameof(ReplyTo), ReplyTo),
            (nameof(Label), Label), (nameof(SessionId), SessionId), (nameof(ReplyToSessionId), ReplyToSessionId), (nameof(ContentType), ContentType),
        ];
        return new CorrelationFilter(
            system.Where(condition => condition.Value is not null).ToDictionary(condition => condition.Name, condition => condition.Value!, StringComparer.Ordinal),
            (Properties ?? new Dictionary<string, JsonElement>()).ToDictionary(pair => pair.Key, pair => Value(pair.Value), StringComparer.Ordinal));
    }

    private static object Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : (object)value.GetDouble(),
        _ => value.ToString(),
    };
}
