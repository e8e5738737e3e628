using Microsoft.Extensions.Options;
using Router.Operations;
using Router.Storage;

namespace Router.Mailbox;

/// <summary>Keeps one subscription to the folder alive, so that mail is announced as it comes.</summary>
internal sealed partial class MailSubscriptionKeeper(
    IMailbox mailbox, IMailboxConnection connection, MailboxStore store, SiteAddress site, IOptions<MailboxOptions> options, TimeProvider time, ILogger<MailSubscriptionKeeper> logger)
{
    public const string NotificationPath = "/api/email/notifications";
    public const string LifecyclePath = "/api/email/lifecycle";

    // The service says how long is too long, and has changed its mind before: one that is refused is asked for again with the next.
    private static readonly TimeSpan[] Lifetimes = [TimeSpan.FromDays(3), TimeSpan.FromDays(1), TimeSpan.FromHours(1)];

    /// <summary>Where mail is announced. A subscription keeps the folder and the client state that it was made with, so other settings have another address.</summary>
    public string NotificationUrl => $"{site.Of(NotificationPath)}?of={options.Value.Mark}";

    /// <summary>What the timer runs; does nothing where nothing is due.</summary>
    public async Task RunIfDueAsync(CancellationToken cancellationToken)
    {
        var url = NotificationUrl;
        if (!options.Value.IsUsed || !CanBeReached(url))
        {
            return;
        }

        var kept = await store.LoadSubscriptionAsync(cancellationToken);
        if (kept?.Url == url && time.GetUtcNow() < kept.RenewAt)
        {
            return;
        }

        var subscription = await KeepAsync(kept, url, cancellationToken);
        var left = subscription.Until - time.GetUtcNow();
        await store.SaveSubscriptionAsync(new KeptSubscription(subscription.Id, url, time.GetUtcNow() + (left / 2), subscription.Until), cancellationToken);
        Log.Kept(logger, subscription.Id, subscription.Until);
        if (kept?.Id != subscription.Id)
        {
            // What came while there was none was not announced.
            await store.WantComparisonAsync(cancellationToken);
            await EndAsync(kept, cancellationToken);
        }
    }

    // Left alone it would end by itself in days; until then its notifications are refused one by one.
    private async Task EndAsync(KeptSubscription? replaced, CancellationToken cancellationToken)
    {
        try
        {
            await (replaced is null ? Task.CompletedTask : mailbox.UnsubscribeAsync(replaced.Id, cancellationToken));
        }
        catch (MailboxException failure)
        {
            Log.NotEnded(logger, replaced!.Id, failure.Status, failure.Code);
        }
    }

    /// <summary>Whether the mail service can post there; else mail is found by comparison only.</summary>
    public bool CanBeReached(string url) => connection.CanPostTo(url);

    private Task<MailSubscription> KeepAsync(KeptSubscription? kept, string url, CancellationToken cancellationToken) => WithLifetimeAsync(
        async until =>
        {
            // A crash may have come between making one and noting it.
            var standing = kept?.Url == url ? kept.Id : (await mailbox.ListSubscriptionsAsync(cancellationToken)).FirstOrDefault(subscription => subscription.NotificationUrl?.ToString() == url)?.Id;
            return (standing is null ? null : await mailbox.RenewAsync(standing, until, cancellationToken))
                ?? await mailbox.SubscribeAsync(
                    new SubscriptionRequest(new Uri(url), new Uri(site.Of(LifecyclePath)), options.Value.ClientState, until), cancellationToken);
        });

    private async Task<MailSubscription> WithLifetimeAsync(Func<DateTimeOffset, Task<MailSubscription>> keep)
    {
        foreach (var lifetime in Lifetimes[..^1])
        {
            try
            {
                return await keep(time.GetUtcNow() + lifetime);
            }
            catch (MailboxException tooLong) when (tooLong.Status == 400)
            {
                Log.Refused(logger, lifetime, tooLong.Code);
            }
        }

        return await keep(time.GetUtcNow() + Lifetimes[^1]);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Subscription {Subscription} to the mailbox lasts until {Until}")]
        public static partial void Kept(ILogger logger, string subscription, DateTimeOffset until);

        [LoggerMessage(2, LogLevel.Warning, "A subscription of {Lifetime} was refused: {Code}")]
        public static partial void Refused(ILogger logger, TimeSpan lifetime, string? code);

        [LoggerMessage(3, LogLevel.Warning, "Subscription {Subscription} of settings before could not be ended: {Status} {Code}")]
        public static partial void NotEnded(ILogger logger, string subscription, int status, string? code);
    }
}
