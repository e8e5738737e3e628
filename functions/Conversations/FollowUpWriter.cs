using Router.Inbox;
using Router.Intake.Email;
using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Conversations;

/// <summary>Adds one more mail to a request, once.</summary>
internal sealed partial class FollowUpWriter(
    PartitionStore partitions, StageCommitter committer, RawPayloadStore rawPayloads, MailFiles files, OwnMail own, ILogger<FollowUpWriter> logger)
{
    private const string Rfc822 = "message/rfc822";
    private const int MaxReadings = 8;

    public async Task<InboxResult.Kept> JoinAsync(MailPlace place, InboundRequest inbound, string contentHash, ReceivedMail mail, CancellationToken cancellationToken)
    {
        var key = AttachmentStore.MailKeyOf(contentHash);
        var raw = new RawPayload(contentHash, mail.Mime, Rfc822);
        var stage = StageNames.JoiningOf(key);
        for (var reading = 0; reading < MaxReadings; reading++)
        {
            if (await partitions.LoadHeadAsync(place.RequestId, cancellationToken) is not { Request: { } request } partition)
            {
                throw new PermanentFailureException($"Request {place.RequestId} is gone.");
            }

            if (partition.Has(stage))
            {
                return new InboxResult.Kept(request, IsRepeated: true);
            }

            var joined = Joined(request, place, inbound);
            var committed = await committer.TryCommitAsync(
                place.RequestId,
                partition,
                new Stage(stage, joined) { Raw = raw, FollowUps = [ToFollowUp(key, place.Fate, inbound, mail)], Events = [EventOf(place, inbound)] },
                cancellationToken,
                () => Task.WhenAll(
                    rawPayloads.SaveAsync(place.RequestId, raw, cancellationToken),
                    files.SaveAsync(place.RequestId, contentHash, inbound.Attachments, mail.Mime, cancellationToken)));
            if (committed == CommitResult.Committed && place.Fate == MailFate.JoinsHeld)
            {
                Log.Held(logger, key, place.RequestId, DoubtOf(inbound));
            }

            if (committed != CommitResult.Conflict)
            {
                return new InboxResult.Kept(joined, IsRepeated: committed == CommitResult.AlreadyCommitted);
            }
        }

        throw new ConcurrentChangeException($"Request {place.RequestId} kept changing while a mail joined it.");
    }

    private Request Joined(Request request, MailPlace place, InboundRequest inbound) => place.Fate switch
    {
        MailFate.Bounces => request with { IsUnreachable = true },
        MailFate.Reports => request with { HasUnread = request.HasUnread || place.Remark is not null || !inbound.IsAutomatic },
        // Nothing follows from it but that somebody has to look at it.
        MailFate.JoinsHeld => request with { HasHeld = request.HasHeld || !inbound.IsAutomatic },
        _ when !inbound.IsAutomatic && MayWrite(request, inbound) => request with
        {
            HasUnread = true,
            ClosedAt = place.Fate == MailFate.Reopens ? null : request.ClosedAt,
            IsUnreachable = false,
            Parties = PartyList.With(request.Parties, inbound.Customer.Address, inbound.Mail, own),
        },
        _ => request with { HasUnread = request.HasUnread || !inbound.IsAutomatic },
    };

    // Since its place was decided, a person may have taken back what made its sender a party.
    private bool MayWrite(Request request, InboundRequest inbound) =>
        IsFromColleague(inbound) || request.Parties.Contains(inbound.Customer.Address, StringComparer.OrdinalIgnoreCase);

    private bool IsFromColleague(InboundRequest inbound) => inbound.Details.ContainsKey(MailNormalizer.ForwardedBy) || own.IsAgent(inbound.Customer.Address);

    private FollowUp ToFollowUp(string key, MailFate fate, InboundRequest inbound, ReceivedMail mail) =>
        new(key, inbound.Customer, inbound.Subject, inbound.Text, mail.ReceivedAt)
        {
            Mail = inbound.Mail,
            Attachments = inbound.Attachments,
            AttachmentsLeftOut = inbound.AttachmentsLeftOut,
            Doubt = fate == MailFate.JoinsHeld ? new MailDoubt(DoubtOf(inbound)) : null,
            IsFromColleague = IsFromColleague(inbound),
            IsAutomatic = inbound.IsAutomatic || fate is MailFate.Bounces or MailFate.Reports,
        };

    // What was decided stands, also where the settings have changed since.
    private static SenderDoubt DoubtOf(InboundRequest inbound) => inbound.SenderDoubt ?? SenderDoubt.NotProven;

    private static string EventOf(MailPlace place, InboundRequest inbound) => place.Fate switch
    {
        MailFate.Bounces => "Our mail came back for good: the customer is not reachable.",
        MailFate.Reports => place.Remark ?? "A machine's mail joined it.",
        MailFate.Reopens => "A later mail reopened it.",
        MailFate.JoinsHeld => $"A later mail joined it and is held. {DoubtWords.Of(DoubtOf(inbound))}",
        _ => inbound.IsAutomatic ? "A machine's mail joined it." : "A later mail joined it.",
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Mail {MailKey} of request {RequestId} is held: {Doubt}")]
        public static partial void Held(ILogger logger, string mailKey, string requestId, SenderDoubt doubt);
    }
}
