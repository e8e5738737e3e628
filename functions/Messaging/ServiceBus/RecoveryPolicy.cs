namespace Router.Messaging.ServiceBus;

/// <summary>When to try again, as pure functions: after a lost connection, and after a failed send within its deadline.</summary>
internal static class RecoveryPolicy
{
    /// <summary>With the connection timeout it bounds how long a returned broker waits for us.</summary>
    public static readonly TimeSpan LongestReconnectDelay = TimeSpan.FromSeconds(1.5);

    // Ten seconds, by https://learn.microsoft.com/azure/service-bus-messaging/service-bus-throttling, in which the official client sends nothing to that queue; then a moment.
    private static readonly TimeSpan Throttled = TimeSpan.FromSeconds(10.2);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestSendDelay = TimeSpan.FromSeconds(1);

    /// <param name="failures">Attempts that failed in a row, from 1.</param>
    /// <param name="jitter">0 to 1; takes up to half of the delay away, so that many instances don't return together.</param>
    public static TimeSpan ReconnectDelay(int failures, double jitter) => Backoff(failures, LongestReconnectDelay, jitter);

    /// <param name="reason">Why the attempt failed.</param>
    /// <param name="attempt">The attempt that just failed, from 1.</param>
    /// <param name="left">Of the send's deadline.</param>
    /// <param name="jitter">0 to 1.</param>
    /// <returns>When to send the same message again; null when that can't help, or not in the time that is left.</returns>
    public static TimeSpan? ResendDelay(BrokerFailure reason, int attempt, TimeSpan left, double jitter)
    {
        TimeSpan? delay = reason switch
        {
            BrokerFailure.Busy => Throttled,
            BrokerFailure.Unauthorized => attempt == 1 ? TimeSpan.Zero : null,
            BrokerFailure.Transient or BrokerFailure.Unknown => Backoff(attempt, LongestSendDelay, jitter),
            _ => null,
        };
        return delay < left ? delay : null;
    }

    private static TimeSpan Backoff(int failures, TimeSpan longest, double jitter)
    {
        var full = FirstDelay * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        return (full < longest ? full : longest) * (1 - (0.5 * Math.Clamp(jitter, 0, 1)));
    }
}
