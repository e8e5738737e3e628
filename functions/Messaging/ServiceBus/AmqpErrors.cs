using System.Net.Sockets;
using System.Security.Authentication;
using Amqp;
using Azure.Identity;

namespace Router.Messaging.ServiceBus;

/// <summary>What a failure of the broker, or on the way to it, means for who sent.</summary>
internal enum BrokerFailure
{
    /// <summary>Nobody knows this condition; tried again like a transient one.</summary>
    Unknown,

    /// <summary>It may pass by itself.</summary>
    Transient,

    /// <summary>The namespace is throttled; it asks for ten seconds.</summary>
    Busy,

    /// <summary>The token is missing, expired or refused: a new one, then again.</summary>
    Unauthorized,

    /// <summary>The queue or the namespace is full, or has too many links: it passes when others have done their part.</summary>
    QuotaExceeded,

    /// <summary>The message or session is not ours any more; it comes again by itself.</summary>
    LockLost,

    /// <summary>Trying again gives the same answer.</summary>
    Permanent,
}

/// <summary>Maps AMQP and Service Bus error conditions to what they mean: the one place that knows them.</summary>
internal static class AmqpErrors
{
    // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-troubleshoot
    public static BrokerFailure Explain(string? condition) => condition switch
    {
        "com.microsoft:server-busy" => BrokerFailure.Busy,
        "com.microsoft:timeout" or "com.microsoft:operation-cancelled" or "amqp:internal-error" or "amqp:connection:forced" or "amqp:connection:framing-error"
            or "amqp:link:detach-forced" or "amqp:link:stolen" or "amqp:message:released" => BrokerFailure.Transient,
        "amqp:unauthorized-access" or "com.microsoft:auth-failed" => BrokerFailure.Unauthorized,
        "amqp:resource-limit-exceeded" => BrokerFailure.QuotaExceeded,
        "com.microsoft:message-lock-lost" or "com.microsoft:session-lock-lost" or "com.microsoft:session-cannot-be-locked" => BrokerFailure.LockLost,
        "amqp:not-found" or "amqp:not-allowed" or "amqp:not-implemented" or "amqp:precondition-failed" or "amqp:invalid-field" or "amqp:decode-error"
            or "amqp:link:message-size-exceeded" or "com.microsoft:entity-disabled" or "com.microsoft:argument-error" or "com.microsoft:argument-out-of-range"
            or "com.microsoft:message-not-found" or "com.microsoft:session-not-found" => BrokerFailure.Permanent,
        _ => BrokerFailure.Unknown,
    };

    /// <summary>What the retry policy of messages makes of it. A refused token stays transient: whoever sets it right must not find every request parked.</summary>
    public static FailureCategory Classify(BrokerFailure failure) => failure switch
    {
        BrokerFailure.Permanent => FailureCategory.Permanent,
        BrokerFailure.Unknown => FailureCategory.Unknown,
        _ => FailureCategory.Transient,
    };

    public static MessagingException ToMessagingException(Exception failure) => failure switch
    {
        MessagingException known => known,
        AmqpException amqp => Answered(amqp.Error?.Condition?.ToString(), amqp),
        TimeoutException or OperationCanceledException => new("The broker did not confirm in time.", BrokerFailure.Transient, failure),
        SocketException or IOException or ObjectDisposedException => new("The broker can't be reached.", BrokerFailure.Transient, failure),
        AuthenticationException => new("The broker's certificate was refused.", BrokerFailure.Transient, failure),
        AuthenticationFailedException => new("There is no token for the broker.", BrokerFailure.Unauthorized, failure),
        _ => new($"Sending failed: {failure.GetType().Name}.", BrokerFailure.Unknown, failure),
    };

    /// <summary>For an answer of <c>$cbs</c> or <c>$management</c> other than 2xx.</summary>
    public static MessagingException Refused(string what, int status) => new(
        $"{what} was refused with {status}.",
        status switch
        {
            401 or 403 => BrokerFailure.Unauthorized,
            404 or 400 => BrokerFailure.Permanent,
            410 => BrokerFailure.LockLost,
            503 => BrokerFailure.Busy,
            _ => BrokerFailure.Transient,
        });

    private static MessagingException Answered(string? condition, AmqpException failure) => new($"The broker answered {condition ?? "nothing"}.", Explain(condition), failure);
}
