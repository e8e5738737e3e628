using System.Xml.Linq;
using Router.Broker.Filters;
using static Router.Broker.Administration.AtomXml;

namespace Router.Broker.Administration;

internal static class RuleDescription
{
    public const string Name = "RuleDescription";
    private const int CompatibilityLevel = 20;

    private static readonly string[] Fields = ["CorrelationId", "MessageId", "To", "ReplyTo", "Label", "SessionId", "ReplyToSessionId", "ContentType"];

    public static SubscriptionRule Read(XElement description, string otherwise)
    {
        var name = description.Element(ServiceBus + "Name")?.Value;
        try
        {
            return new SubscriptionRule(string.IsNullOrEmpty(name) ? otherwise : name, Filter(description.Element(ServiceBus + "Filter")), Action(description.Element(ServiceBus + "Action")));
        }
        catch (FormatException exception)
        {
            throw new AdministrationError(400, $"The rule {name} can't be made: {exception.Message}.");
        }
    }

    public static XElement Write(SubscriptionRule rule) => new(
        ServiceBus + Name,
        new XAttribute(XNamespace.Xmlns + "i", Instance),
        Write(rule.Filter),
        rule.Action is { } action
            ? Typed("Action", "SqlRuleAction", Sql(action.Expression, action.Parameters))
            : Typed("Action", "EmptyRuleAction"),
        Element("CreatedAt", Time(rule.CreatedAt)),
        Element("Name", rule.Name));

    private static IMessageFilter Filter(XElement? filter) => TypeOf(filter) switch
    {
        "SqlFilter" => SqlFilter.Parse(filter!.Element(ServiceBus + "SqlExpression")?.Value ?? "", TypedValues.Read(filter.Element(ServiceBus + "Parameters"))),
        "CorrelationFilter" => new CorrelationFilter(
            Fields.Where(field => filter!.Element(ServiceBus + field) is { Value.Length: > 0 }).ToDictionary(field => field, field => filter!.Element(ServiceBus + field)!.Value, StringComparer.Ordinal),
            TypedValues.Read(filter!.Element(ServiceBus + "Properties"))),
        "TrueFilter" or null => new TrueFilter(),
        "FalseFilter" => new FalseFilter(),
        var other => throw new FormatException($"there is no filter of the type {other}"),
    };

    private static SqlAction? Action(XElement? action) => TypeOf(action) switch
    {
        null or "EmptyRuleAction" => null,
        "SqlRuleAction" => SqlAction.Parse(action!.Element(ServiceBus + "SqlExpression")?.Value ?? "", TypedValues.Read(action.Element(ServiceBus + "Parameters"))),
        var other => throw new FormatException($"there is no action of the type {other}"),
    };

    private static XElement Write(IMessageFilter filter) => filter switch
    {
        SqlFilter sql => Typed("Filter", "SqlFilter", Sql(sql.Expression, sql.Parameters)),
        CorrelationFilter correlation => Typed(
            "Filter",
            "CorrelationFilter",
            [.. Fields.Where(correlation.System.ContainsKey).Select(field => Element(field, correlation.System[field])), TypedValues.Write("Properties", correlation.Application)]),
        FalseFilter => Typed("Filter", "FalseFilter", Sql("1=0", new Dictionary<string, object>())),
        _ => Typed("Filter", "TrueFilter", Sql("1=1", new Dictionary<string, object>())),
    };

    private static XElement[] Sql(string expression, IReadOnlyDictionary<string, object> parameters) =>
        [Element("SqlExpression", expression), Element("CompatibilityLevel", CompatibilityLevel), TypedValues.Write("Parameters", parameters)];

    private static XElement Typed(string name, string type, params XElement[] content) => new(ServiceBus + name, new XAttribute(Instance + "type", type), content);

    private static string? TypeOf(XElement? element) => element?.Attribute(Instance + "type")?.Value;
}
