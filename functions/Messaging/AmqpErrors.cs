using System.Net.Sockets;
using Amqp;

namespace Router.Messaging;

/// <summary>Maps AMQP and Service Bus error conditions to failure categories.</summary>
internal static class AmqpErrors
{
    // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-troubleshoot
    public static FailureCategory Classify(string? condition) => condition switch
    {
        "amqp:not-found" or "amqp:not-allowed" or "amqp:link:message-size-exceeded" or "com.microsoft:entity-disabled"
            or "amqp:invalid-field" or "com.microsoft:argument-error" or "com.microsoft:argument-out-of-range" => FailureCategory.Permanent,
        _ => FailureCategory.Transient,
    };

    public static MessagingException ToMessagingException(Exception failure) => failure switch
    {
        MessagingException known => known,
        AmqpException amqp => new($"The broker answered {amqp.Error?.Condition}.", Classify(amqp.Error?.Condition?.ToString()), amqp),
        TimeoutException or OperationCanceledException => new("The broker did not confirm in time.", FailureCategory.Transient, failure),
        SocketException or IOException => new("The broker can't be reached.", FailureCategory.Transient, failure),
        _ => new("Sending failed.", FailureCategory.Unknown, failure),
    };
}
