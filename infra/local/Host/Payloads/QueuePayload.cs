using System.Globalization;
using System.Text;
using System.Text.Json;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Queues;

namespace Router.FunctionsHost.Payloads;

/// <summary>The call for one message, in the shape captured from the real host.</summary>
internal static class QueuePayload
{
    public static byte[] Write(FunctionDefinition.Queue function, QueueMessage message, DateTimeOffset now)
    {
        var metadata = Metadata(message);
        metadata["sys"] = writer => InvocationPayload.WriteSys(writer, function.Name, now);
        if (function.DataType == QueueDataType.Binary)
        {
            return InvocationPayload.Write(writer => writer.WriteBase64String(function.Binding, message.Body.Span), writer => WriteAll(writer, metadata));
        }

        BodyMetadata.AddTo(metadata, message.Body);
        var text = InvocationPayload.AsJson(Encoding.UTF8.GetString(message.Body.Span));
        return InvocationPayload.Write(writer => writer.WriteString(function.Binding, text), writer => WriteAll(writer, metadata));
    }

    private static OrderedDictionary<string, Action<Utf8JsonWriter>> Metadata(QueueMessage message)
    {
        var entries = new OrderedDictionary<string, Action<Utf8JsonWriter>>(StringComparer.OrdinalIgnoreCase);
        foreach (var empty in (string[])["MessageReceiver", "MessageSession", "MessageActions", "SessionActions", "ReceiveActions", "Client"])
        {
            entries[empty] = WriteEmptyObject;
        }

        Add("DeliveryCount", message.DeliveryCount.ToString(CultureInfo.InvariantCulture));
        AddText("DeadLetterSource", message.DeadLetterSource);
        AddText("LockToken", message.LockToken.ToString());
        AddTime("ExpiresAt", message.ExpiresAt);
        AddTime("EnqueuedTime", message.EnqueuedTime);
        AddText("MessageId", message.MessageId);
        AddText("ContentType", message.ContentType);
        AddText("ReplyTo", message.ReplyTo);
        Add("SequenceNumber", message.SequenceNumber.ToString(CultureInfo.InvariantCulture));
        AddText("To", message.To);
        AddText("Subject", message.Subject);
        AddText("Label", message.Subject);
        AddText("CorrelationId", message.CorrelationId);
        entries["ApplicationProperties"] = writer => ApplicationProperties.Write(writer, message.ApplicationProperties);
        entries["UserProperties"] = entries["ApplicationProperties"];
        AddText("SessionId", message.SessionId);
        AddText("ReplyToSessionId", message.ReplyToSessionId);
        AddText("PartitionKey", message.PartitionKey);
        return entries;

        void Add(string name, string json) => entries[name] = writer => writer.WriteStringValue(json);

        void AddText(string name, string? text)
        {
            if (text is not null)
            {
                Add(name, InvocationPayload.AsJson(text));
            }
        }

        void AddTime(string name, DateTimeOffset value)
        {
            var utc = value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
            Add(name + "Utc", utc);
            Add(name, utc + "+00:00");
        }
    }

    private static void WriteEmptyObject(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    }

    private static void WriteAll(Utf8JsonWriter writer, OrderedDictionary<string, Action<Utf8JsonWriter>> entries)
    {
        foreach (var (name, write) in entries)
        {
            writer.WritePropertyName(name);
            write(writer);
        }
    }
}
