using Router.Messaging;
using Router.Storage;

namespace Router.Mailbox;

/// <summary>Puts mails that are to be taken in on their queue, which keeps them: a doubled announcement is dropped by the broker, or finds the receipt.</summary>
internal sealed class MailAnnouncer(IMessageSender sender)
{
    /// <param name="round">Tells a later announcement from the first, which the broker would take for its double.</param>
    public Task AnnounceAsync(IEnumerable<string> mailIds, string round, CancellationToken cancellationToken)
    {
        var messages = mailIds.Distinct(StringComparer.Ordinal)
            .Select(id => (Id: id, Key: MailboxStore.KeyOf(id)))
            .Select(mail => new OutboundMessage($"fetch.{mail.Key}.{round}", new MessageEnvelope(MessageNames.FetchMail, mail.Key, mail.Id, Sending: round)))
            .ToList();
        return messages.Count == 0 ? Task.CompletedTask : sender.SendAsync(QueueNames.Mailbox, messages, cancellationToken);
    }
}
