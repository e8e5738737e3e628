using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Replies;

/// <summary>A person sends a held mail on, once.</summary>
internal sealed class MailApproval(PartitionStore partitions, StageCommitter committer, MailDoors doors)
{
    private const int MaxReadings = 5;

    public bool MayBeSent(Mail mail) => mail is { State: MailState.Held, SendingSince: null, IsTicketClosed: false } && doors.WhyShut(mail) is null;

    /// <returns>False where there is no such mail; one that is on its way already stays so.</returns>
    public async Task<bool> SendAsync(string partition, string mailKey, string person, CancellationToken cancellationToken)
    {
        for (var reading = 0; reading < MaxReadings; reading++)
        {
            if (await partitions.LoadMailAsync(partition, mailKey, cancellationToken) is not var (stored, mail))
            {
                return false;
            }

            if (!MayBeSent(mail) || await committer.TryCommitAsync(partition, stored, ToStage(stored, mail, person), cancellationToken) == CommitResult.Committed)
            {
                return true;
            }
        }

        throw new ConcurrentChangeException($"Partition {partition} kept changing while a mail was sent on.");
    }

    private static Stage ToStage(Partition partition, Mail mail, string person) => new($"approve-{mail.Key}", partition.Request)
    {
        Mails = [mail with { State = MailState.Leaving, StateReason = null, ApprovedBy = person }],
        Outbox = [new OutboxMessage(MessageNames.SendMail, mail.Key)],
        Events = [$"{person} sent the mail on."],
    };
}
