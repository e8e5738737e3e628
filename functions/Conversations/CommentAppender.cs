using Router.Inbox;
using Router.Messaging;
using Router.Requests;
using Router.Storage;
using Router.Tickets;

namespace Router.Conversations;

/// <summary>Adds what is written later in another system's conversation to the request that came from it, once, as a later mail is added.</summary>
internal sealed class CommentAppender(
    ThreadStates threads, ThreadIndex index, PartitionStore partitions, StageCommitter committer, RawPayloadStore rawPayloads, TicketDirectory tickets, TimeProvider time)
{
    private const int MaxReadings = 8;

    /// <param name="unbounded">What was verified and normalised; its ThreadKey names the conversation, its OriginId the event.</param>
    /// <param name="raw">The bytes as they came.</param>
    public async Task<ThreadResult> JoinAsync(InboundRequest unbounded, ReadOnlyMemory<byte> raw, string? contentType, CancellationToken cancellationToken)
    {
        var inbound = InboundLimits.Apply(unbounded);
        if (inbound.ThreadKey is not { Length: > 0 } threadKey)
        {
            return new ThreadResult(EventOutcome.Unknown, null);
        }

        var found = await threads.FindAsync(inbound.Source, threadKey, cancellationToken);
        if (found.Count == 0)
        {
            return new ThreadResult(EventOutcome.Unknown, null);
        }

        var key = RequestId.From(inbound).Value;
        if (found.FirstOrDefault(partition => partition.Key == key || partition.Has(StageNames.JoiningOf(key))) is { } standing)
        {
            // It made the request itself, before, or has joined it.
            return new ThreadResult(EventOutcome.Repeated, standing.Request);
        }

        if (tickets.IsOurAgent(inbound.Source, inbound.Customer.Address) || found.Any(partition => OwnComment.IsAmong(partition, inbound.Text)))
        {
            return new ThreadResult(EventOutcome.Echo, found[0].Request);
        }

        // Decided once: of several requests of one conversation, a repetition takes the same though a later one has come.
        var hash = ContentHash.Of(inbound);
        var place = await index.DecideAsync($"webhook\n{key}", "", new MailPlace(found[0].Key, MailFate.Joins), cancellationToken);
        return await JoinAsync(place.RequestId, key, inbound, new RawPayload(hash, raw, contentType), cancellationToken);
    }

    private async Task<ThreadResult> JoinAsync(string id, string key, InboundRequest inbound, RawPayload raw, CancellationToken cancellationToken)
    {
        var stage = StageNames.JoiningOf(key);
        for (var reading = 0; reading < MaxReadings; reading++)
        {
            if (await partitions.LoadHeadAsync(id, cancellationToken) is not { Request: { } request } partition)
            {
                throw new PermanentFailureException($"Request {id} is gone.");
            }

            if (partition.Has(stage))
            {
                return new ThreadResult(EventOutcome.Repeated, request);
            }

            var reopens = Reopens(request, inbound);
            var joined = request with { HasUnread = request.HasUnread || !inbound.IsAutomatic, ClosedAt = reopens ? null : request.ClosedAt };
            var step = new Stage(stage, joined)
            {
                Raw = raw,
                FollowUps = [ToFollowUp(key, inbound)],
                Events = [reopens ? $"A later comment in {inbound.Source} reopened it." : $"A later comment in {inbound.Source} joined it."],
            };
            var committed = await committer.TryCommitAsync(id, partition, step, cancellationToken, () => rawPayloads.SaveAsync(id, raw, cancellationToken));
            if (committed != CommitResult.Conflict)
            {
                return new ThreadResult(committed == CommitResult.AlreadyCommitted ? EventOutcome.Repeated : EventOutcome.Taken, joined);
            }
        }

        throw new ConcurrentChangeException($"Request {id} kept changing while a comment joined it.");
    }

    // Colleagues write into done tickets, too; only the customer's own word opens it again, unless the other system said that it is done after that word.
    private static bool Reopens(Request request, InboundRequest inbound) =>
        request.ClosedAt is not null && !inbound.IsAutomatic
        && inbound.Customer.Address.Length > 0 && request.Parties.Contains(inbound.Customer.Address, StringComparer.OrdinalIgnoreCase)
        && !(request.ThreadStatusAt is { } done && inbound.SentAt < done);

    private FollowUp ToFollowUp(string key, InboundRequest inbound) =>
        new(key, inbound.Customer, inbound.Subject, inbound.Text, time.GetUtcNow())
        {
            Attachments = inbound.Attachments,
            AttachmentsLeftOut = inbound.AttachmentsLeftOut,
            IsAutomatic = inbound.IsAutomatic,
        };
}
