namespace Router.Messaging;

/// <summary>What kind of failure it is; decides whether trying again can help.</summary>
internal enum FailureCategory
{
    /// <summary>Nobody knows this failure; tried like a transient one until the attempts end.</summary>
    Unknown,

    /// <summary>It may pass by itself: network, throttling, a service away.</summary>
    Transient,

    /// <summary>Trying again gives the same answer.</summary>
    Permanent,
}

/// <summary>What to do with a message whose handling failed: a closed set.</summary>
internal abstract record RetryDecision
{
    private RetryDecision()
    {
    }

    /// <summary>A copy is scheduled after <paramref name="Delay"/> and the original completed.</summary>
    internal sealed record Retry(TimeSpan Delay) : RetryDecision;

    /// <summary>The request is parked for a person.</summary>
    internal sealed record Park : RetryDecision;
}

/// <summary>Retry as a pure function of category, attempt and what the other side asked for.</summary>
internal static class RetryPolicy
{
    /// <summary>Attempts before a message is parked.</summary>
    public const int MaxAttempts = 8;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <param name="attempt">The attempt that just failed, from 1.</param>
    /// <param name="retryAfter">What the other side asked for; never undercut.</param>
    /// <param name="jitter">0 to 1; spreads retries over half of the delay.</param>
    public static RetryDecision Decide(FailureCategory category, int attempt, TimeSpan? retryAfter, double jitter)
    {
        if (category == FailureCategory.Permanent || attempt >= MaxAttempts)
        {
            return new RetryDecision.Park();
        }

        // 1, 4, 16, 64, 256 s, then the longest: a minute's outage is over by the third or fourth try, an hour's by the last.
        var backoff = TimeSpan.FromSeconds(Math.Min(Math.Pow(4, attempt - 1), Longest.TotalSeconds));
        var spread = backoff * (0.75 + (0.5 * Math.Clamp(jitter, 0, 1)));
        return new RetryDecision.Retry(retryAfter is { } asked && asked > spread ? asked : spread);
    }
}
