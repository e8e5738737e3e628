namespace Router.Broker.Entities;

/// <summary>The application properties that Azure Service Bus writes on a dead-lettered message, and its own two reasons.</summary>
internal static class DeadLetterReason
{
    public const string Property = "DeadLetterReason";
    public const string DescriptionProperty = "DeadLetterErrorDescription";
    public const string TooManyDeliveries = "MaxDeliveryCountExceeded";
    public const string Expired = "TTLExpiredException";

    public static Dictionary<string, object?> Properties(string? reason, string? description)
    {
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (reason is not null)
            properties[Property] = reason;
        if (description is not null)
            properties[DescriptionProperty] = description;
        return properties;
    }
}
