using Amqp.Framing;
using Amqp.Types;

namespace Router.Broker.Protocol;

/// <summary>The condition strings of AMQP 1.0 and of Azure Service Bus that this broker uses.</summary>
internal static class Conditions
{
    public const string InternalError = "amqp:internal-error";
    public const string NotFound = "amqp:not-found";
    public const string NotAllowed = "amqp:not-allowed";
    public const string NotImplemented = "amqp:not-implemented";
    public const string DecodeError = "amqp:decode-error";
    public const string FramingError = "amqp:connection:framing-error";
    public const string UnauthorizedAccess = "amqp:unauthorized-access";
    public const string ResourceLimitExceeded = "amqp:resource-limit-exceeded";
    public const string ConnectionForced = "amqp:connection:forced";
    public const string DetachForced = "amqp:link:detach-forced";
    public const string LinkStolen = "amqp:link:stolen";
    public const string TransferLimitExceeded = "amqp:link:transfer-limit-exceeded";
    public const string MessageSizeExceeded = "amqp:link:message-size-exceeded";
    public const string DeadLetter = "com.microsoft:dead-letter";
    public const string ServerBusy = "com.microsoft:server-busy";
    public const string Timeout = "com.microsoft:timeout";
    public const string ArgumentError = "com.microsoft:argument-error";
    public const string EntityAlreadyExists = "com.microsoft:entity-already-exists";
    public const string MessageLockLost = "com.microsoft:message-lock-lost";
    public const string MessageNotFound = "com.microsoft:message-not-found";
    public const string SessionLockLost = "com.microsoft:session-lock-lost";
    public const string SessionCannotBeLocked = "com.microsoft:session-cannot-be-locked";
    public const string AuthenticationFailed = "com.microsoft:auth-failed";

    public static Error Error(string condition, string description) => new(new Symbol(condition)) { Description = description };

    public static Rejected Rejected(string condition, string description) => new() { Error = Error(condition, description) };
}
