namespace Router.Subscribers.Deliveries;

/// <summary>When a delivery that failed is tried again: the schedule that Standard Webhooks advises, 75 hours in all.</summary>
internal static class DeliverySchedule
{
    /// <summary>After so many deliveries that failed for good, with none between them that arrived, the subscriber is disabled.</summary>
    public const int FailuresThatDisable = 3;

    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(24);
    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>Attempts of one delivery, the first one included.</summary>
    public static int MaxAttempts => Delays.Length + 1;

    /// <param name="attempt">The attempt that just failed, from 1.</param>
    /// <param name="retryAfter">What the subscriber asked for; never undercut, but by the longest that is granted.</param>
    /// <param name="jitter">0 to 1; adds up to a tenth, so that what failed together does not return together.</param>
    /// <returns>Null when there is no further attempt.</returns>
    public static TimeSpan? DelayAfter(int attempt, TimeSpan? retryAfter, double jitter)
    {
        if (attempt >= MaxAttempts)
        {
            return null;
        }

        var delay = Delays[attempt - 1] * (1 + (0.1 * Math.Clamp(jitter, 0, 1)));
        return retryAfter is { } asked && Granted(asked) > delay ? Granted(asked) : delay;
    }

    public static TimeSpan Granted(TimeSpan asked) => asked < LongestAsked ? asked : LongestAsked;
}
