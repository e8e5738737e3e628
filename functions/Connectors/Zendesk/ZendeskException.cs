using Router.Messaging;

namespace Router.Connectors.Zendesk;

/// <summary>Zendesk refused or failed a call.</summary>
/// <param name="status">The HTTP status; 0 where none says anything.</param>
/// <param name="reasonCode">Stable, in kebab case: for the operator.</param>
internal sealed class ZendeskException(int status, string reasonCode, TimeSpan? retryAfter = null)
    : Exception($"Zendesk answered {status}: {reasonCode}."), ICategorized
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public FailureCategory Category => status is 0 or 408 or 409 or 423 or 429 or >= 500 ? FailureCategory.Transient : FailureCategory.Permanent;

    public int Status => status;

    public string ReasonCode => reasonCode;

    public TimeSpan? RetryAfter { get; } = retryAfter is { } asked && asked > TimeSpan.Zero ? TimeSpan.FromTicks(Math.Min(asked.Ticks, LongestWait.Ticks)) : null;

    public static ZendeskException Of(int status, TimeSpan? retryAfter) => new(
        status,
        status switch
        {
            401 => "zendesk-access-refused",
            403 => "zendesk-not-allowed",
            404 => "zendesk-ticket-unknown",
            409 => "zendesk-ticket-changing",
            422 => "zendesk-update-refused",
            429 => "zendesk-rate-limited",
            >= 500 => "zendesk-unavailable",
            >= 300 and < 400 => "zendesk-address-moved",
            _ => "zendesk-call-refused",
        },
        retryAfter);

    /// <summary>It was told a moment ago and may be at work on it.</summary>
    public static ZendeskException NotSeenYet(TimeSpan wait) => new(0, "zendesk-not-seen-yet", wait);

    public static ZendeskException Unreadable() => new(502, "zendesk-answer-unreadable");

    /// <summary>More history than Zendesk lets a ticket have: whether ours is in it can't be told.</summary>
    public static ZendeskException TooMuchHistory() => new(400, "zendesk-history-too-long");
}
