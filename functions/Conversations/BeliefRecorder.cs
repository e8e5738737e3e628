using Router.Intake.Email;
using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Conversations;

/// <summary>Writes down what a person says of a mail whose sender nothing proves. Any number of repetitions is harmless, and each word can be taken back.</summary>
internal sealed class BeliefRecorder(PartitionStore partitions, StageCommitter committer, OwnMail own, TimeProvider time)
{
    private const int MaxReadings = 5;

    /// <param name="mailKey">As in <see cref="FollowUp.Key"/>; that of the mail which opened the request derives from its content hash.</param>
    /// <param name="said"><see cref="DoubtState.Held"/> takes back what was said before.</param>
    /// <returns>False where there is no such mail in doubt.</returns>
    public async Task<bool> SayAsync(RequestId id, string mailKey, DoubtState said, string person, CancellationToken cancellationToken)
    {
        for (var reading = 0; reading < MaxReadings; reading++)
        {
            if (await partitions.LoadAsync(id.Value, cancellationToken) is not { Request: { } request } partition || !IsInDoubt(partition, request, mailKey))
            {
                return false;
            }

            if (StageOf(partition, request, mailKey, said, person) is not { } stage
                || await committer.TryCommitAsync(id.Value, partition, stage, cancellationToken) == CommitResult.Committed)
            {
                return true;
            }
        }

        throw new ConcurrentChangeException($"Request {id} kept changing while a mail of it was believed or not.");
    }

    private static bool IsInDoubt(Partition partition, Request request, string mailKey) =>
        IsOpening(request, mailKey) ? request.Doubt is not null : partition.FollowUps.Any(mail => mail.Key == mailKey && mail.Doubt is not null);

    private static bool IsOpening(Request request, string mailKey) => mailKey == AttachmentStore.MailKeyOf(request.ContentHash);

    private Stage? StageOf(Partition partition, Request request, string mailKey, DoubtState said, string person)
    {
        var name = partition.Numbered("belief-");
        if (IsOpening(request, mailKey))
        {
            return BeliefPolicy.OfOpening(request, said, person, time.GetUtcNow(), own, partition.FollowUps) is { } opened
                ? new Stage(name, opened) { Events = [EventOf(said, person, isReopened: false)] }
                : null;
        }

        var mail = partition.FollowUps.First(mail => mail.Key == mailKey);
        return BeliefPolicy.OfLater(request, mail, said, person, time.GetUtcNow(), own, partition.FollowUps) is var (changed, spoken)
            ? new Stage(name, changed) { FollowUps = [spoken], Events = [EventOf(said, person, spoken.Doubt!.ReopenedFrom is not null)] }
            : null;
    }

    private static string EventOf(DoubtState said, string person, bool isReopened) => said switch
    {
        DoubtState.Believed => $"{person} believes the mail whose sender was not proven{(isReopened ? "; it reopened the request" : "")}.",
        DoubtState.Rejected => $"{person} says that a mail is not from whom it names.",
        _ => $"{person} took back what was said of a mail's sender: it is held again.",
    };
}
