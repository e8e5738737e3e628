using Router.Messaging;
using Router.Requests;
using Router.Storage;
using Router.Teams;

namespace Router.Triage;

/// <summary>Has triage look at a request again: one that was taken for a machine's, or one whose words were cut where a person would not have.</summary>
internal sealed class SecondLook(PartitionStore partitions, StageCommitter committer, TriagePolicy policy, KnownPeople people, Team team)
{
    private const int MaxReadings = 5;

    // Its facts are those of triage, and it can come more than once.
    private const string StagePrefix = $"{StageNames.Triage}-again-";

    public static bool MayBeTakenUp(Request request) => request is { State: RequestState.Ignored, IsAutomatic: true, Channel: Channel.Email };

    /// <summary>A person wrote it: it goes on its way, and the next mails of the same address are not taken for a machine's by their words.</summary>
    /// <returns>False where there is no such request; one that nobody ignores stays as it is.</returns>
    public async Task<bool> TakeUpAsync(RequestId id, Actor actor, CancellationToken cancellationToken)
    {
        string? address = null;
        var isThere = await ChangeAsync(id, actor, (partition, request) =>
        {
            if (!MayBeTakenUp(request))
            {
                return null;
            }

            address = request.Customer.Address;
            return Look(partition, request with { IsAutomatic = false }, partition.Text, $"{actor.Name} says that a person wrote it.");
        }, cancellationToken);
        if (address is not null)
        {
            await people.NoteAsync(address, cancellationToken);
        }

        return isThere;
    }

    /// <summary>Nothing was to be left out of a mail: all its words count, and where the request has not gone anywhere, triage decides by them.</summary>
    /// <returns>False where there is no such mail.</returns>
    public Task<bool> TakeWholeAsync(RequestId id, string mailKey, string text, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, (partition, request) =>
        {
            var happened = $"{actor.Name} took back what was left out of a mail.";
            if (AttachmentStore.MailKeyOf(request.ContentHash) == mailKey)
            {
                return partition.Text == text ? null
                    : request.State == RequestState.Waiting ? Look(partition, request, text, happened)
                    : new Stage(partition.Numbered(StagePrefix), request) { Text = text, Events = [happened, WouldSay(partition, request, text)] };
            }

            return partition.FollowUps.FirstOrDefault(mail => mail.Key == mailKey) is { } later && later.Text != text
                ? new Stage($"whole-{partition.Receipts.Count}", request) { FollowUps = [later with { Text = text }], Events = [happened] }
                : null;
        }, cancellationToken);

    private Stage Look(Partition partition, Request request, string text, string happened)
    {
        var decision = policy.Decide(TriagedRequest.Read(request, partition) with { Text = text });
        return new Stage(partition.Numbered(StagePrefix), request.After(decision, team))
        {
            Text = text,
            Outbox = decision.Message is { } message ? [new OutboxMessage(message)] : [],
            Events = [happened, TriagedRequest.EventOf(decision)],
        };
    }

    private string WouldSay(Partition partition, Request request, string text)
    {
        var classification = policy.Decide(TriagedRequest.Read(request, partition) with { Text = text, IsAutomatic = false }).Classification;
        return $"Triage reads the whole as {classification.Kind} at {classification.Confidence:P0}. The request stays where it is.";
    }

    private async Task<bool> ChangeAsync(RequestId id, Actor actor, Func<Partition, Request, Stage?> change, CancellationToken cancellationToken)
    {
        for (var reading = 0; reading < MaxReadings; reading++)
        {
            if (await partitions.LoadAsync(id.Value, cancellationToken) is not { Request: { } request } partition)
            {
                return false;
            }

            actor.Demand(request);
            if (change(partition, request) is not { } stage || await committer.TryCommitAsync(id.Value, partition, stage, cancellationToken) == CommitResult.Committed)
            {
                return true;
            }
        }

        throw new ConcurrentChangeException($"Request {id} kept changing while triage looked at it again.");
    }
}
