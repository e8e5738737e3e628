using System.Net.Sockets;
using Azure;

namespace Router.Messaging;

/// <summary>Sorts exceptions into failure categories.</summary>
internal static class FailureClassifier
{
    public static FailureCategory Classify(Exception exception) => exception switch
    {
        MessagingException messaging => messaging.Category,
        ICategorized known => known.Category,
        RequestFailedException { Status: 0 or 408 or 409 or 412 or 429 or >= 500 } => FailureCategory.Transient,
        RequestFailedException => FailureCategory.Permanent,
        AggregateException { InnerExceptions: [var only, ..] } => Classify(only),
        ConcurrentChangeException or TimeoutException or OperationCanceledException or SocketException or HttpRequestException or IOException =>
            FailureCategory.Transient,
        PermanentFailureException => FailureCategory.Permanent,
        _ => FailureCategory.Unknown,
    };
}

/// <summary>An exception of a folder above that knows its own category.</summary>
internal interface ICategorized
{
    FailureCategory Category { get; }

    /// <summary>How long the other side asks us to wait; null where it does not.</summary>
    TimeSpan? RetryAfter => null;

    /// <summary>What it is, for the operator; our own words. Null where the exception's type says it.</summary>
    string? ReasonCode => null;
}

/// <summary>Another step changed the same request in between; reading again and redoing helps.</summary>
internal sealed class ConcurrentChangeException(string message) : Exception(message);

/// <summary>Trying again can't help. The message is ours: no customer text in it.</summary>
internal sealed class PermanentFailureException(string message) : Exception(message);
