namespace Router.Broker.Filters;

/// <summary>The properties of a message that a subscription can choose by; names are those of the service's filters.</summary>
internal sealed record FilterableProperties(IReadOnlyDictionary<string, object?> System, IReadOnlyDictionary<string, object?> Application)
{
    public static readonly IReadOnlySet<string> SystemNames = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "MessageId", "CorrelationId", "To", "ReplyTo", "Label", "SessionId", "ReplyToSessionId", "ContentType",
    };
}

internal interface IMessageFilter
{
    bool Matches(FilterableProperties message);
}
