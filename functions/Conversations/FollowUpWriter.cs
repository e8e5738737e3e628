using Router.Inbox;
using Router.Intake.Email;
using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Conversations;

/// <summary>Adds one more mail to a request, once.</summary>
internal sealed class FollowUpWriter(PartitionStore partitions, StageCommitter committer, RawPayloadStore rawPayloads, MailFiles files, OwnMail own)
{
    private const string Rfc822 = "message/rfc822";
    private const int MaxReadings = 8;
    private const int MaxParties = 20;
    private const int MaxPartyLength = 320;

    public async Task<InboxResult.Kept> JoinAsync(MailPlace place, InboundRequest inbound, string contentHash, ReceivedMail mail, CancellationToken cancellationToken)
    {
        var key = AttachmentStore.MailKeyOf(contentHash);
        var stage = StageNames.JoiningOf(key);
        for (var reading = 0; reading < MaxReadings; reading++)
        {
            if (await partitions.LoadAsync(place.RequestId, cancellationToken) is not { Request: { } request } partition)
            {
                throw new PermanentFailureException($"Request {place.RequestId} is gone.");
            }

            if (partition.Has(stage))
            {
                return new InboxResult.Kept(request, IsRepeated: true);
            }

            var joined = Joined(request, place.Fate, inbound);
            var committed = await committer.TryCommitAsync(
                place.RequestId,
                partition,
                new Stage(stage, joined) { FollowUps = [ToFollowUp(key, inbound, mail)], Events = [EventOf(place.Fate, inbound)] },
                cancellationToken,
                () => Task.WhenAll(
                    rawPayloads.SaveAsync(place.RequestId, contentHash, mail.Mime, Rfc822, cancellationToken),
                    files.SaveAsync(place.RequestId, contentHash, inbound.Attachments, mail.Mime, cancellationToken)));
            if (committed != CommitResult.Conflict)
            {
                return new InboxResult.Kept(joined, IsRepeated: committed == CommitResult.AlreadyCommitted);
            }
        }

        throw new ConcurrentChangeException($"Request {place.RequestId} kept changing while a mail joined it.");
    }

    private Request Joined(Request request, MailFate fate, InboundRequest inbound) => fate == MailFate.Bounces
        ? request with { IsUnreachable = true }
        : request with
        {
            HasUnread = request.HasUnread || !inbound.IsAutomatic,
            ClosedAt = fate == MailFate.Reopens ? null : request.ClosedAt,
            IsUnreachable = request.IsUnreachable && inbound.IsAutomatic,
            Parties = inbound.IsAutomatic ? request.Parties : Parties(request, inbound),
        };

    private IReadOnlyList<string> Parties(Request request, InboundRequest inbound) =>
    [
        .. request.Parties
            .Concat([inbound.Customer.Address, .. inbound.Mail?.Copied ?? []])
            .Where(address => address.Length is > 0 and <= MaxPartyLength && !own.IsMailbox(address))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(MaxParties),
    ];

    private static FollowUp ToFollowUp(string key, InboundRequest inbound, ReceivedMail mail) =>
        new(key, inbound.Customer, inbound.Subject, inbound.Text, mail.ReceivedAt)
        {
            Mail = inbound.Mail,
            Attachments = inbound.Attachments,
            IsAutomatic = inbound.IsAutomatic,
        };

    private static string EventOf(MailFate fate, InboundRequest inbound) => fate switch
    {
        MailFate.Bounces => "Our mail came back for good: the customer is not reachable.",
        MailFate.Reopens => "A later mail reopened it.",
        _ => inbound.IsAutomatic ? "A machine's mail joined it." : "A later mail joined it.",
    };
}
