using System.Globalization;
using System.Text;
using Azure.Messaging.ServiceBus;
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
        var isText = function.DataType == QueueDataType.Text;
        var request = Invocation.Of(function, isText ? Invocation.Text(Encoding.UTF8.GetString(body.Span)) : Invocation.Bytes(body));
        var metadata = new TriggerMetadata(request.TriggerMetadata);
        Describe(message, metadata);
        if (isText)
        {
            BodyMetadata.AddTo(metadata, body);
        }

        return request;
    }

    private static void Describe(ServiceBusReceivedMessage message, TriggerMetadata metadata)
    {
        foreach (var empty in EmptyObjects)
        {
            metadata.AddJson(empty, "{}");
        }

        metadata.AddJson("DeliveryCount", PlainJson.Number(message.DeliveryCount));
        metadata.AddJson("SequenceNumber", PlainJson.Number(message.SequenceNumber));
        metadata.AddText("DeadLetterSource", message.DeadLetterSource);
        metadata.AddText("LockToken", message.LockToken);
        AddTime(metadata, "ExpiresAt", message.ExpiresAt);
        AddTime(metadata, "EnqueuedTime", message.EnqueuedTime);
        metadata.AddText("MessageId", message.MessageId);
        metadata.AddText("ContentType", message.ContentType);
        metadata.AddText("ReplyTo", message.ReplyTo);
        metadata.AddText("To", message.To);
        metadata.AddText("Subject", message.Subject);
        metadata.AddText("Label", message.Subject);
        metadata.AddText("CorrelationId", message.CorrelationId);
        metadata.AddText("SessionId", message.SessionId);
        metadata.AddText("ReplyToSessionId", message.ReplyToSessionId);
        metadata.AddText("PartitionKey", message.PartitionKey);
        metadata.AddText("TransactionPartitionKey", message.TransactionPartitionKey);
        var properties = ApplicationProperties.Write(message.ApplicationProperties);
        metadata.AddJson("ApplicationProperties", properties);
        metadata.AddJson("UserProperties", properties);
    }

    private static void AddTime(TriggerMetadata metadata, string name, DateTimeOffset value)
    {
        metadata.AddJson(name + "Utc", Quoted(value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)));
        metadata.AddJson(name, Quoted(value.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture)));
    }

    // Nothing in a time needs escaping.
    private static string Quoted(string text) => $"\"{text}\"";
}
