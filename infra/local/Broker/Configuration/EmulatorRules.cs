using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Broker.Filters;

namespace Router.Broker.Configuration;

internal sealed record EmulatorRule(string? Name, EmulatorRuleProperties? Properties)
{
    /// <summary>Throws <see cref="FormatException"/> with the rule and what of it is not supported.</summary>
    public IMessageFilter ToFilter(string subscription)
    {
        var properties = Properties ?? new EmulatorRuleProperties();
        if (properties.Unknown?.Keys.FirstOrDefault() is { } unknown)
            throw new FormatException($"Entity {subscription}: rule {Name} has {unknown}, which this broker does not support.");
        if (properties.Action is { SqlExpression.Length: > 0 })
            throw new FormatException($"Entity {subscription}: rule {Name} has an Action, which this broker does not support.");
        return properties switch
        {
            { FilterType: "Correlation" or "CorrelationFilter", CorrelationFilter: { } filter } => filter.ToFilter($"Entity {subscription}: rule {Name}"),
            { FilterType: "Sql" or "SqlFilter", SqlFilter.SqlExpression: { } expression } => Sql(subscription, expression),
            _ => throw new FormatException($"Entity {subscription}: rule {Name} has the FilterType '{properties.FilterType}' and no such filter; there are Correlation and Sql."),
        };
    }

    private SqlFilter Sql(string subscription, string expression)
    {
        try
        {
            return SqlFilter.Parse(expression);
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
            (Properties ?? new Dictionary<string, JsonElement>()).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal));
    }
}
