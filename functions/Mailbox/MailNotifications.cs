using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Router.Storage;

namespace Router.Mailbox;

/// <summary>Takes the mail service's notifications. Outside text: only what carries our secret is read, item by item.</summary>
internal sealed class MailNotifications(IMailNotificationReader reader, MailAnnouncer announcer, MailboxStore store, IOptions<MailboxOptions> options)
{
    /// <summary>Most bytes of one post that are read.</summary>
    public const int MaxBytes = 4_194_304;

    /// <summary>Most items of one post; what a longer one would announce is found by comparison.</summary>
    public const int MaxItems = 1_000;

    private const string Round = "notified";

    private const int MaxIdLength = 512;

    private readonly byte[] secret = Encoding.UTF8.GetBytes(options.Value.ClientState);

    /// <summary>Announces each mail; durable when this returns.</summary>
    /// <returns>How many items were not ours; null where the body is no notification.</returns>
    public async Task<int?> ReceiveAsync(byte[] body, CancellationToken cancellationToken)
    {
        if (reader.Read(body) is not { } items)
        {
            return null;
        }

        var mails = items.Where(IsOurs).Select(item => item.MailId).OfType<string>().Where(IsId).ToList();
        await announcer.AnnounceAsync(mails, Round, cancellationToken);
        return items.Count - mails.Count;
    }

    /// <summary>Notes what has become of the subscription; the timers act on it.</summary>
    /// <returns>As <see cref="ReceiveAsync"/>.</returns>
    public async Task<int?> ReceiveLifecycleAsync(byte[] body, CancellationToken cancellationToken)
    {
        if (reader.Read(body) is not { } items)
        {
            return null;
        }

        var ours = items.Where(IsOurs).ToList();
        if (ours.Any(item => item.EndsSubscription))
        {
            // Looked for, renewed or made anew: whichever of it is needed.
            await store.ForgetSubscriptionAsync(cancellationToken);
        }

        if (ours.Count > 0)
        {
            await store.WantComparisonAsync(cancellationToken);
        }

        return items.Count - ours.Count;
    }

    private bool IsOurs(MailNotification item) =>
        options.Value.IsUsed && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(item.ClientState ?? ""), secret);

    // What a queue message can carry.
    private static bool IsId(string id) => id.Length is > 0 and <= MaxIdLength && !id.AsSpan().ContainsAnyExceptInRange('!', '~');
}
