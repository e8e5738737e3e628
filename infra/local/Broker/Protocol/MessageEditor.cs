using Amqp;
using Amqp.Framing;
using Router.Broker.Entities;
using Router.Broker.Filters;

namespace Router.Broker.Protocol;

/// <summary>Carries out a rule's action on an encoded message; what it doesn't name stays as the sender's bytes.</summary>
internal static class MessageEditor
{
    public static MessageContent Edit(MessageContent content, FilterableProperties changes, string ruleProperty, string rule)
    {
        var sections = MessageSections.Read(content.Payload, withProperties: true);
        var properties = sections.Properties ?? new Properties();
        foreach (var (name, value) in changes.System)
            Set(properties, name, value?.ToString());
        var (_, application, rest) = MessageSections.SplitAtApplicationProperties(sections.Bare);
        foreach (var (name, value) in changes.Application.Append(new(ruleProperty, rule)))
        {
            application.Map.Remove(name);
            if (value is not null)
                application.Map[name] = value;
        }

        var buffer = new ByteBuffer(content.Payload.Length + 256, autoGrow: true);
        sections.Header?.Encode(buffer);
        MessageWriter.WriteAnnotations(buffer, sections.Annotations, static _ => { });
        properties.Encode(buffer);
        application.Encode(buffer);
        MessageWriter.Append(buffer, rest.Span);
        return content with
        {
            Payload = buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray(),
            MessageId = MessageReader.Text(properties.GetMessageId()) ?? content.MessageId,
            SessionId = properties.GroupId,
        };
    }

    private static void Set(Properties properties, string name, string? value)
    {
        switch (name.ToUpperInvariant())
        {
            case "MESSAGEID":
                properties.MessageId = value;
                break;
            case "CORRELATIONID":
                properties.CorrelationId = value;
                break;
            case "TO":
                properties.To = value;
                break;
            case "REPLYTO":
                properties.ReplyTo = value;
                break;
            case "LABEL":
                properties.Subject = value;
                break;
            case "SESSIONID":
                properties.GroupId = value;
                break;
            case "REPLYTOSESSIONID":
                properties.ReplyToGroupId = value;
                break;
            case "CONTENTTYPE":
                properties.ContentType = value;
                break;
            default:
                throw new ArgumentException($"There is no {name} to set.", nameof(name));
        }
    }
}
