using Router.Messaging;

namespace Router.Mailbox;

/// <summary>Stands where no mailbox is configured.</summary>
internal sealed class NoMailbox : IMailbox
{
    public Task<byte[]?> ReadMimeAsync(string id, CancellationToken cancellationToken) => throw Missing();

    public Task<MailboxItem?> FindAsync(string id, CancellationToken cancellationToken) => throw Missing();

    public Task<IReadOnlyList<MailboxItem>> FindByMessageIdAsync(string messageId, CancellationToken cancellationToken) => throw Missing();

    public Task<DeltaPage> ReadChangesAsync(string? link, DateTimeOffset since, CancellationToken cancellationToken) => throw Missing();

    public Task<MailboxItem> CreateDraftAsync(byte[] mime, CancellationToken cancellationToken) => throw Missing();

    public Task SendAsync(string draftId, CancellationToken cancellationToken) => throw Missing();

    public Task<IReadOnlyList<MailSubscription>> ListSubscriptionsAsync(CancellationToken cancellationToken) => throw Missing();

    public Task<MailSubscription> SubscribeAsync(SubscriptionRequest request, CancellationToken cancellationToken) => throw Missing();

    public Task<MailSubscription?> RenewAsync(string subscriptionId, DateTimeOffset until, CancellationToken cancellationToken) => throw Missing();

    private static PermanentFailureException Missing() => new("No mailbox is configured: set Mailbox__Address.");
}
