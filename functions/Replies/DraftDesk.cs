using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Replies;

/// <summary>What a person does with a drafted mail before it leaves: changes it, discards it, or restores one that was discarded.</summary>
internal sealed class DraftDesk(PartitionStore partitions, StageCommitter committer, ReplyRules rules, MailDoors doors)
{
    private const int MaxReadings = 5;
    private const string Waits = "A person sends it.";

    public static bool MayBeEdited(Mail mail) => mail is { State: MailState.Held, SendingSince: null, IsTicketClosed: false, WrittenBy: null, Template: not MailTemplates.Digest };

    /// <summary>A person's own reply goes back into the form that it was written in.</summary>
    public static bool MayBeRestored(Partition partition, Mail mail) =>
        mail is { State: MailState.Discarded, WrittenBy: null }
        && !MessageProgress.Open(partition).Any(open => open.Message.MailKey == mail.Key || (open.Message is { Message: MessageNames.RemoveDraft, MailKey: { } removal } && MailDiscard.MailKeyOf(removal) == mail.Key))
        && !partition.Mails.Any(other => other.Key != mail.Key && other.State != MailState.Discarded && !other.IsInternal && other.CreatedAt > mail.CreatedAt);

    /// <param name="revision">That of the mail as the person saw it.</param>
    public Task<ReplyResult> EditAsync(string partition, string mailKey, WrittenReply reply, int revision, string person, CancellationToken cancellationToken) => ChangeAsync(
        partition,
        mailKey,
        "edit",
        (_, mail) =>
            mail.Revision != revision ? new(ReplyOutcome.Stale)
            : !MayBeEdited(mail) ? TooLate
            : rules.FaultOf(reply, mail.Ticket is not null) is { } fault ? new(ReplyOutcome.Faulty, fault)
            : null,
        // The draft in the mailbox has the words of before.
        mail => (Edited(mail, reply, person), MailDiscard.RemovalOf(mail)),
        $"{person} changed the drafted reply.",
        cancellationToken);

    public Task<ReplyResult> DiscardAsync(string partition, string mailKey, string person, CancellationToken cancellationToken) => ChangeAsync(
        partition,
        mailKey,
        "discard",
        (stored, mail) =>
            mail.State == MailState.Discarded ? new(ReplyOutcome.Written)
            : mail.Template != MailTemplates.Digest && MailDiscard.MayBe(stored, mail) ? null
            : TooLate,
        mail => MailDiscard.Of(mail, $"Discarded by {person}."),
        $"{person} discarded the drafted reply.",
        cancellationToken);

    public Task<ReplyResult> RestoreAsync(string partition, string mailKey, string person, CancellationToken cancellationToken) => ChangeAsync(
        partition,
        mailKey,
        "restore",
        (stored, mail) => mail.State != MailState.Discarded ? new(ReplyOutcome.Written)
            : MayBeRestored(stored, mail) ? null
            : new(ReplyOutcome.Faulty, "It can't be restored: another reply has taken its place, or its draft is still being removed from the mailbox."),
        mail => (mail with { State = MailState.Held, StateReason = doors.WhyShut(mail) ?? mail.NeedsPerson ?? Waits, Revision = mail.Revision + 1, Edition = mail.Edition + 1 }, null),
        $"{person} restored the drafted reply.",
        cancellationToken);

    private static ReplyResult TooLate => new(ReplyOutcome.Faulty, "It was too late: the mail is on its way, or it was discarded.");

    private static Mail Edited(Mail mail, WrittenReply reply, string person)
    {
        var text = reply.Text.ReplaceLineEndings("\n").Trim();
        var edited = mail with { PlainText = text, Html = ReplyHtml.Of(text), EditedBy = person, Revision = mail.Revision + 1, Edition = mail.Edition + 1, DraftId = null };
        return mail.Ticket is not null
            ? edited
            : edited with
            {
                To = reply.To.Trim(),
                ToName = reply.To.Trim().Equals(mail.To, StringComparison.OrdinalIgnoreCase) ? mail.ToName : "",
                Subject = reply.Subject.Trim(),
                Copied = reply.CopiedAddresses,
            };
    }

    /// <param name="judge">Null where it may be done, else what became of it.</param>
    private async Task<ReplyResult> ChangeAsync(
        string key,
        string mailKey,
        string stage,
        Func<Partition, Mail, ReplyResult?> judge,
        Func<Mail, (Mail Mail, OutboxMessage? Removal)> change,
        string happened,
        CancellationToken cancellationToken)
    {
        for (var reading = 0; reading < MaxReadings; reading++)
        {
            // With all our mails: another one may have taken its place.
            if (await partitions.LoadWithoutConversationAsync(key, cancellationToken) is not { Request: { } request } partition
                || partition.Mails.FirstOrDefault(mail => mail.Key == mailKey) is not { } stored)
            {
                return new(ReplyOutcome.Unknown);
            }

            if (judge(partition, stored) is { } judged)
            {
                return judged;
            }

            var (changed, removal) = change(stored);
            var step = new Stage(partition.Numbered($"{stage}-{mailKey}-"), changed.State == MailState.Discarded ? request.Unparked(mailKey) : request) { Mails = [changed], Outbox = removal is null ? [] : [removal], Events = [happened] };
            if (await committer.TryCommitAsync(key, partition, step, cancellationToken) == CommitResult.Committed)
            {
                return new(ReplyOutcome.Written);
            }
        }

        throw new ConcurrentChangeException($"Partition {key} kept changing while a drafted mail was changed.");
    }
}
