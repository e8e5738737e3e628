using Amqp.Framing;
using Amqp.Types;
using Router.Broker.Entities;
using Router.Broker.Filters;

namespace Router.Broker.Protocol;

/// <summary>Looks into a message once for all subscriptions of a topic.</summary>
internal static class FilterableMessage
{
    public static FilterableProperties Read(MessageContent content)
    {
        var sections = MessageSections.Read(content.Payload, withProperties: true);
        var sent = sections.Properties ?? new Properties();
        var system = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["MessageId"] = content.MessageId,
            ["CorrelationId"] = MessageReader.Text(sent.GetCorrelationId()),
            ["To"] = sent.To,
            ["ReplyTo"] = sent.ReplyTo,
            ["Label"] = sent.Subject,
            ["SessionId"] = sent.GroupId,
            ["ReplyToSessionId"] = sent.ReplyToGroupId,
            ["ContentType"] = sent.ContentType?.ToString(),
        };
        var application = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in (IEnumerable<KeyValuePair<object, object>>)MessageSections.SplitAtApplicationProperties(sections.Bare).Properties.Map)
            application[name.ToString()!] = value is Symbol symbol ? symbol.ToString() : value;
        return new FilterableProperties(system, application);
    }
}
