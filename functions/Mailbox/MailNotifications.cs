using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Router.Storage;

namespace Router.Mailbox;

/// <summary>Takes Graph's notifications. Outside text: only what carries our secret is read, item by item.</summary>
internal sealed class MailNotifications(MailAnnouncer announcer, MailboxStore store, IOptions<MailboxOptions> options)
{
    /// <summary>Most bytes of one post that are read.</summary>
    public const int MaxBytes = 4_194_304;

    private const string Round = "notified";

    private const int MaxIdLength = 512;

    private readonly byte[] secret = Encoding.UTF8.GetBytes(options.Value.ClientState);

    /// <summary>Announces each mail; durable when this returns.</summary>
    /// <returns>How many items were not ours; null where the body is no notification.</returns>
    public async Task<int?> ReceiveAsync(byte[] body, CancellationToken cancellationToken)
    {
        if (Parse(body) is not { } items)
        {
            return null;
        }

        var mails = items.Where(IsOurs).Select(item => item.ResourceData?.Id).OfType<string>().Where(IsId).ToList();
        await announcer.AnnounceAsync(mails, Round, cancellationToken);
        return items.Count - mails.Count;
    }

    /// <summary>Notes what has become of the subscription; the timers act on it.</summary>
    /// <returns>As <see cref="ReceiveAsync"/>.</returns>
    public async Task<int?> ReceiveLifecycleAsync(byte[] body, CancellationToken cancellationToken)
    {
        if (Parse(body) is not { } items)
        {
            return null;
        }

        var ours = items.Where(IsOurs).ToList();
        if (ours.Any(item => item.LifecycleEvent is "subscriptionRemoved" or "reauthorizationRequired"))
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

    private bool IsOurs(ChangeNotification item) =>
        options.Value.IsUsed && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(item.ClientState ?? ""), secret);

    // What a queue message can carry.
    private static bool IsId(string id) => id.Length is > 0 and <= MaxIdLength && !id.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static List<ChangeNotification>? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, MailboxJsonContext.Default.ChangeNotifications)?.Value?.OfType<ChangeNotification>().ToList();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record ChangeNotifications(IReadOnlyList<ChangeNotification?>? Value);

/// <summary>One item of a notification, as far as it is read.</summary>
internal sealed record ChangeNotification(string? ClientState, string? LifecycleEvent, NotifiedResource? ResourceData);

internal sealed record NotifiedResource(string? Id);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, MaxDepth = 16)]
[JsonSerializable(typeof(ChangeNotifications))]
internal sealed partial class MailboxJsonContext : JsonSerializerContext;
