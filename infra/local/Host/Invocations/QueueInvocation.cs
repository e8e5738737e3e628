using System.Globalization;
using System.Text;
using Azure.Messaging.ServiceBus;
using Google.Protobuf.Collections;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Protocol;

namespace Router.FunctionsHost.Invocations;

/// <summary>The call for one message: its body, and what the Service Bus extension tells of it in the trigger metadata.</summary>
internal static class QueueInvocation
{
    // The extension binds these for functions in its own process; what arrives in a worker is an empty object.
    private static readonly string[] EmptyObjects = ["MessageReceiver", "MessageSession", "MessageActions", "SessionActions", "ReceiveActions", "Client"];

    public static InvocationRequest Create(FunctionDefinition.Queue function, ServiceBusReceivedMessage message)
    {
        var body = message.Body.ToMemory();
        if (function.DataType == QueueDataType.Binary)
        {
            var request = Invocation.Of(function, Invocation.Bytes(body));
            AddMetadata(request.TriggerMetadata, message);
            return request;
        }

        var text = Invocation.Of(function, Invocation.Text(Encoding.UTF8.GetString(body.Span)));
        AddMetadata(text.TriggerMetadata, message);
        BodyMetadata.AddTo(text.TriggerMetadata, body);
        return text;
    }

    private static void AddMetadata(MapField<string, TypedData> metadata, ServiceBusReceivedMessage message)
    {
        foreach (var empty in EmptyObjects)
        {
            metadata[empty] = Invocation.Json("{}");
        }

        AddNumber("DeliveryCount", message.DeliveryCount);
        AddNumber("SequenceNumber", message.SequenceNumber);
        AddText("DeadLetterSource", message.DeadLetterSource);
        AddText("LockToken", message.LockToken);
        AddTime("ExpiresAt", message.ExpiresAt);
        AddTime("EnqueuedTime", message.EnqueuedTime);
        AddText("MessageId", message.MessageId);
        AddText("ContentType", message.ContentType);
        AddText("ReplyTo", message.ReplyTo);
        AddText("To", message.To);
        AddText("Subject", message.Subject);
        AddText("Label", message.Subject);
        AddText("CorrelationId", message.CorrelationId);
        AddText("SessionId", message.SessionId);
        AddText("ReplyToSessionId", message.ReplyToSessionId);
        AddText("PartitionKey", message.PartitionKey);
        AddText("TransactionPartitionKey", message.TransactionPartitionKey);
        metadata["ApplicationProperties"] = metadata["UserProperties"] = Invocation.Json(ApplicationProperties.Write(message.ApplicationProperties));

        void AddNumber(string name, long value) => metadata[name] = Invocation.Json(PlainJson.Number(value));

        void AddText(string name, string? value)
        {
            if (value is not null)
            {
                metadata[name] = Invocation.Text(value);
            }
        }

        void AddTime(string name, DateTimeOffset value)
        {
            metadata[name + "Utc"] = Invocation.Json(Quoted(value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)));
            metadata[name] = Invocation.Json(Quoted(value.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture)));
        }
    }

    // Nothing in a time needs escaping.
    private static string Quoted(string text) => $"\"{text}\"";
}
