using System.Net.Sockets;
using System.Security.Authentication;
using Azure.Identity;
using Azure.Messaging.ServiceBus;

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

/// <summary>Maps the official client's failures to what they mean: the one place that knows them.</summary>
internal static class ServiceBusErrors
{
    // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-exceptions-latest
    public static BrokerFailure Explain(ServiceBusFailureReason reason) => reason switch
    {
        ServiceBusFailureReason.ServiceBusy => BrokerFailure.Busy,
        ServiceBusFailureReason.ServiceTimeout or ServiceBusFailureReason.ServiceCommunicationProblem => BrokerFailure.Transient,
        ServiceBusFailureReason.QuotaExceeded => BrokerFailure.QuotaExceeded,
        ServiceBusFailureReason.MessageLockLost or ServiceBusFailureReason.SessionLockLost or ServiceBusFailureReason.SessionCannotBeLocked => BrokerFailure.LockLost,
        ServiceBusFailureReason.MessagingEntityNotFound or ServiceBusFailureReason.MessagingEntityDisabled or ServiceBusFailureReason.MessagingEntityAlreadyExists
            or ServiceBusFailureReason.MessageNotFound or ServiceBusFailureReason.MessageSizeExceeded => BrokerFailure.Permanent,
        _ => BrokerFailure.Unknown,
    };

    /// <summary>What the retry policy of messages makes of it. A refused token stays transient: whoever sets it right must not find every request parked.</summary>
    public static FailureCategory Classify(BrokerFailure failure) => failure switch
    {
        BrokerFailure.Permanent => FailureCategory.Permanent,
        BrokerFailure.Unknown => FailureCategory.Unknown,
        _ => FailureCategory.Transient,
    };

    /// <summary>What a broker says of itself stays in the inner exception: it may hold what a peer likes to write.</summary>
    public static MessagingException ToMessagingException(Exception failure) => failure switch
    {
        MessagingException known => known,
        // A detached link, among others, is a general error that is transient.
        ServiceBusException { Reason: ServiceBusFailureReason.GeneralError, IsTransient: true } => new("The broker ended the link.", BrokerFailure.Transient, failure),
        ServiceBusException answered => new($"The broker answered {answered.Reason}.", Explain(answered.Reason), failure),
        TimeoutException or OperationCanceledException => new("The broker did not confirm in time.", BrokerFailure.Transient, failure),
        // The client was given up for a new one while this waited.
        ObjectDisposedException => new("The connection to the broker was given up.", BrokerFailure.Transient, failure),
        SocketException or IOException => new("The broker can't be reached.", BrokerFailure.Transient, failure),
        AuthenticationException => new("The broker's certificate was refused.", BrokerFailure.Transient, failure),
        UnauthorizedAccessException => new("The broker refused the token.", BrokerFailure.Unauthorized, failure),
        AuthenticationFailedException => new("There is no token for the broker.", BrokerFailure.Unauthorized, failure),
        // As which the client tells amqp:not-implemented and argument errors.
        NotSupportedException or ArgumentException => new($"The broker refused it: {failure.GetType().Name}.", BrokerFailure.Permanent, failure),
        _ => new($"Sending failed: {failure.GetType().Name}.", BrokerFailure.Unknown, failure),
    };
}
