using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Router.Broker.Entities;

namespace Router.Broker.Administration;

/// <summary>Reads a description, and refuses what it asks for that this broker would not keep.</summary>
internal sealed class DescriptionReader(XElement description)
{
    private static readonly string[] Told =
    [
        "AccessedAt", "CreatedAt", "UpdatedAt", "MessageCount", "SizeInBytes", "CountDetails", "SubscriptionCount", "EntityAvailabilityStatus", "SkippedUpdate",
        "SupportOrdering", "DeadLetteringOnFilterEvaluationExceptions", "DefaultRuleDescription",
    ];

    private readonly Dictionary<string, XElement> left = description.Elements().Where(element => !Told.Contains(element.Name.LocalName))
        .GroupBy(element => element.Name.LocalName).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    public TimeSpan Duration(string name, TimeSpan otherwise) => Read(name, otherwise, XmlConvert.ToTimeSpan);

    public bool Flag(string name, bool otherwise = false) => Read(name, otherwise, bool.Parse);

    public int Number(string name, int otherwise) => Read(name, otherwise, text => int.Parse(text, CultureInfo.InvariantCulture));

    public string? Text(string name) => Read(name, "", text => text) is { Length: > 0 } text ? text : null;

    /// <summary>Clients send the whole address of an entity.</summary>
    public string? Entity(string name) => Text(name) is { } address ? EntityPath.Normalize(address) : null;

    public EntityNotes Notes() => new()
    {
        UserMetadata = Text("UserMetadata"),
        BatchedOperations = Flag("EnableBatchedOperations", otherwise: true),
        MaxSizeInMegabytes = Number("MaxSizeInMegabytes", 1024),
    };

    /// <summary>Throws for whatever is left and is more than its neutral value.</summary>
    public void RefuseRest()
    {
        foreach (var (name, element) in left)
        {
            if (!IsNeutral(name, element))
                throw new AdministrationError(400, $"{name} = {element.Value} is not supported by this broker.");
        }
    }

    private static bool IsNeutral(string name, XElement element) => name switch
    {
        "IsAnonymousAccessible" or "EnablePartitioning" or "EnableExpress" or "FilteringMessagesBeforePublishing" or "EnableSubscriptionPartitioning" =>
            string.Equals(element.Value, "false", StringComparison.OrdinalIgnoreCase),
        "Status" => string.Equals(element.Value, "Active", StringComparison.OrdinalIgnoreCase),
        "AutoDeleteOnIdle" => XmlConvert.ToTimeSpan(element.Value) == TimeSpan.MaxValue,
        "MaxMessageSizeInKilobytes" => element.Value is "0" or "256",
        "AuthorizationRules" => !element.HasElements,
        _ => false,
    };

    private T Read<T>(string name, T otherwise, Func<string, T> parse)
    {
        if (!left.Remove(name, out var element))
            return otherwise;
        try
        {
            return parse(element.Value);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new AdministrationError(400, $"{name} = {element.Value} can't be read.");
        }
    }
}
