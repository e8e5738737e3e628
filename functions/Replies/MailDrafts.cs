using Microsoft.Extensions.Options;
using Router.Mailbox;
using Router.Requests;
using Router.Storage;

namespace Router.Replies;

/// <summary>Lays a mail into the mailbox as a draft, once: a draft that a crash left behind is found by its Message-ID and taken.</summary>
internal sealed class MailDrafts(IMailbox mailbox, ThreadIndex index, IOptions<MailboxOptions> options)
{
    public async Task<Mail> EnsureAsync(string partition, Mail mail, bool isApproved, CancellationToken cancellationToken)
    {
        if (mail.DraftId is not null)
        {
            return mail;
        }

        var from = options.Value.Address;
        var messageId = MailComposer.MessageIdOf(partition, mail.Key, from, mail.Edition);
        var left = await mailbox.FindByMessageIdAsync(messageId, cancellationToken);
        var draft = left.Count > 0 ? left[0] : await mailbox.CreateDraftAsync(MailComposer.Compose(mail, partition, from, isApproved), cancellationToken);

        // The service may give it another Message-ID; replies name that one.
        await index.AddOursAsync(messageId, partition, cancellationToken);
        if (draft.MessageId is { } given && given != messageId)
        {
            await index.AddOursAsync(given, partition, cancellationToken);
        }

        if (draft.ConversationId is { } conversation)
        {
            await index.AddToConversationAsync(conversation, partition, cancellationToken);
        }

        return mail with { DraftId = draft.Id };
    }

    /// <summary>Takes the drafts out of the mailbox that are never to leave: those of earlier editions, and of a discarded mail all. One that has left stays.</summary>
    public async Task RemoveAsync(string partition, Mail mail, CancellationToken cancellationToken)
    {
        if (!options.Value.IsUsed || mail.Ticket is not null)
        {
            return;
        }

        List<MailboxItem> left = [];
        for (var edition = 0; edition < (mail.State == MailState.Discarded ? mail.Edition + 1 : mail.Edition); edition++)
        {
            left.AddRange(await mailbox.FindByMessageIdAsync(MailComposer.MessageIdOf(partition, mail.Key, options.Value.Address, edition), cancellationToken));
        }

        if (mail.DraftId is { } known && mail.State == MailState.Discarded && left.TrueForAll(item => item.Id != known) && await mailbox.FindAsync(known, cancellationToken) is { } draft)
        {
            left.Add(draft);
        }

        foreach (var item in left.Where(item => item.IsDraft))
        {
            try
            {
                await mailbox.DeleteAsync(item.Id, cancellationToken);
            }
            catch (MailboxException gone) when (gone.Status == 404)
            {
                // Somebody was faster.
            }
        }
    }
}
