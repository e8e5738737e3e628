using Router.Messaging;
using Router.Storage;

namespace Router.Mailbox;

/// <summary>Puts mails that are to be taken in on their queue, which keeps them: a doubled announcement is dropped by the broker, or finds the receipt.</summary>
internal sealed class MailAnnouncer(IMessageSender sender)
{
    // Some 40 KB, so that a slow line confirms them well before a send's deadline.
    private const int AtOnce = 100;

    /// <param name="round">Tells a later announcement from the first, which the broker would take for its double.</param>
    public async Task AnnounceAsync(IEnumerable<string> mailIds, string round, CancellationToken cancellationToken)
    {
        foreach (var some in mailIds.Distinct(StringComparer.Ordinal).Chunk(AtOnce))
        {
            await sender.SendAsync(QueueNames.Mailbox, [.. some.Select(id => ToMessage(id, round))], cancellationToken);
        }
    }

    private static OutboundMessage ToMessage(string mailId, string round)
    {
        var key = MailboxStore.KeyOf(mailId);
        return new OutboundMessage($"fetch.{key}.{round}", new MessageEnvelope(MessageNames.FetchMail, key, mailId, Sending: round));
    }
}
