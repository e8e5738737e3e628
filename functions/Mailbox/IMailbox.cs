using Router.Messaging;

namespace Router.Mailbox;

/// <summary>
/// Our support mailbox at the mail service. Ids are its immutable ones: they stay when a mail moves between folders, a sent draft included.
/// Throttling and busy answers are waited out inside a call's deadline; what is left of them surfaces as <see cref="MailboxException"/>.
/// </summary>
internal interface IMailbox
{
    /// <returns>The mail as it came (RFC 5322); null when it is gone.</returns>
    Task<byte[]?> ReadMimeAsync(string id, CancellationToken cancellationToken);

    /// <returns>Null when it is gone.</returns>
    Task<MailboxItem?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Mails of any folder with this Message-ID, given without angle brackets.</summary>
    Task<IReadOnlyList<MailboxItem>> FindByMessageIdAsync(string messageId, CancellationToken cancellationToken);

    /// <summary>One page of what changed in the watched folder.</summary>
    /// <param name="link">Where the page before said to go on; null begins anew.</param>
    /// <param name="since">For a new beginning: only mails received from then on.</param>
    /// <exception cref="DeltaExpiredException">The link is too old; begin anew.</exception>
    Task<DeltaPage> ReadChangesAsync(string? link, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Makes a draft of a whole mail, headers included. Two calls make two drafts.</summary>
    Task<MailboxItem> CreateDraftAsync(byte[] mime, CancellationToken cancellationToken);

    /// <summary>Sends a draft. Returns when the service has taken it; it leaves a moment later.</summary>
    Task SendAsync(string draftId, CancellationToken cancellationToken);

    Task DeleteAsync(string id, CancellationToken cancellationToken);

    /// <summary>The subscriptions to the watched folder.</summary>
    Task<IReadOnlyList<MailSubscription>> ListSubscriptionsAsync(CancellationToken cancellationToken);

    Task<MailSubscription> SubscribeAsync(SubscriptionRequest request, CancellationToken cancellationToken);

    /// <returns>Null when it is gone.</returns>
    Task<MailSubscription?> RenewAsync(string subscriptionId, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Ends a subscription; one that is gone is left so.</summary>
    Task UnsubscribeAsync(string subscriptionId, CancellationToken cancellationToken);
}

/// <param name="MessageId">Without angle brackets; null where the service gives none.</param>
/// <param name="ConversationId">The service's own grouping.</param>
/// <param name="IsDraft">False once it has left.</param>
internal sealed record MailboxItem(string Id, string? MessageId, string? ConversationId, bool IsDraft);

/// <param name="Items">New or changed mails; those removed from the folder are left out.</param>
/// <param name="Next">Where to go on: at once where <paramref name="IsLast"/> is false, else at the next run.</param>
internal sealed record DeltaPage(IReadOnlyList<MailboxItem> Items, string Next, bool IsLast);

internal sealed record SubscriptionRequest(Uri NotificationUrl, Uri LifecycleUrl, string ClientState, DateTimeOffset Until);

/// <param name="NotificationUrl">Null where the service does not say.</param>
internal sealed record MailSubscription(string Id, Uri? NotificationUrl, DateTimeOffset Until);

/// <summary>The mail service refused or failed a call.</summary>
/// <param name="status">The HTTP status; 0 where no answer came.</param>
/// <param name="code">The service's error code, for example ErrorAccessDenied; null where it gave none.</param>
/// <param name="retryAfter">How long the service asks us to wait.</param>
internal sealed class MailboxException(int status, string? code, TimeSpan? retryAfter, Exception? cause)
    : Exception($"The mail service answered {status} {code}.", cause), ICategorized
{
    /// <summary>Refusals by rights and settings count as lasting: trying again at once can't help.</summary>
    public FailureCategory Category => status is 0 or 408 or 409 or 423 or 429 or >= 500 ? FailureCategory.Transient : FailureCategory.Permanent;

    public int Status => status;

    public string? Code => code;

    public TimeSpan? RetryAfter => retryAfter;
}

/// <summary>The mail service no longer knows the delta link (HTTP 410).</summary>
internal sealed class DeltaExpiredException : Exception;
