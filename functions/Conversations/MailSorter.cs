using Router.Inbox;
using Router.Intake.Email;
using Router.Intake.Email.Loops;
using Router.Intake.Email.Senders;
using Router.Intake.Email.Writers;
using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Conversations;

/// <summary>Where a mail belongs is decided once and written down before anything else; whoever takes it in after that, a retry or another instance, follows.</summary>
internal sealed class MailSorter(
    ConversationFinder placer, ThreadIndex index, PartitionStore partitions, InboxWriter inbox, FollowUpWriter joiner, MailFiles files, KnownPeople people, MailLimit limit, OwnMail own, TimeProvider time) : IMailSorter
{
    private const string Rfc822 = "message/rfc822";

    // A conversation whose first mails all went unannounced is taken in from its beginning; a made-up one must not lead us on and on.
    private const int MostEarlier = 8;

    // Far longer than taking in one mail.
    private static readonly TimeSpan ClaimPatience = TimeSpan.FromMinutes(10);

    public Task<string> ReceiveAsync(ReceivedMail mail, Func<string, CancellationToken, Task<ReceivedMail?>>? findEarlier, CancellationToken cancellationToken) =>
        ReceiveAsync(mail, findEarlier, MostEarlier, cancellationToken);

    /// <summary>The same for a mail that was read already.</summary>
    public async Task<Request> ReceiveAsync(ReceivedMail mail, ParsedMail parsed, CancellationToken cancellationToken) =>
        (await PlaceAndKeepAsync(mail, parsed, null, 0, cancellationToken)).Request;

    private async Task<string> ReceiveAsync(
        ReceivedMail mail, Func<string, CancellationToken, Task<ReceivedMail?>>? findEarlier, int mostEarlier, CancellationToken cancellationToken)
    {
        var (parsed, problem) = MailReader.Read(mail.Mime, mail.ReceivedAt);
        var kept = parsed is null
            ? await OpenAsync(UnreadableMail.ToRequest(mail.Mime, problem!), mail, cancellationToken)
            : await PlaceAndKeepAsync(mail, parsed, findEarlier, mostEarlier, cancellationToken);
        return kept.Request.Id;
    }

    private async Task<InboxResult.Kept> PlaceAndKeepAsync(
        ReceivedMail mail, ParsedMail read, Func<string, CancellationToken, Task<ReceivedMail?>>? findEarlier, int mostEarlier, CancellationToken cancellationToken)
    {
        var parsed = await KnowingPeopleAsync(read, cancellationToken);
        var doubt = SenderCheck.DoubtOf(parsed, own, mail.IsFromMailbox);
        var inbound = InboundLimits.Apply(MailNormalizer.Read(EmailIntake.Source, parsed, own, doubt)) with { NoAutomaticReply = NoReplyBecause(parsed, doubt) };
        var hash = ContentHash.Of(inbound);

        // Most mails begin a conversation and come once: their place is written down without a look, and one that stands already is followed.
        var place = Begins(parsed, mail) ? null : await index.FindPlaceAsync(parsed.OriginId, hash, cancellationToken);
        if (place is null)
        {
            await TakeInEarlierAsync(parsed, findEarlier, mostEarlier, cancellationToken);
            var isBeyond = limit.IsBeyond(parsed, doubt, mail.Mime.Length);
            var decided = await DecideAsync(parsed, isBeyond ? MailLimit.Held(inbound) : inbound, mail.ConversationId, cancellationToken) with { IsBeyondQuota = isBeyond };
            place = await index.TryDecideAsync(parsed.OriginId, hash, decided, cancellationToken);
            if (place is null)
            {
                limit.Count(parsed, doubt, mail.Mime.Length, isBeyond);
                place = decided;
            }
        }

        inbound = place.IsBeyondQuota ? MailLimit.Held(inbound) : inbound;

        if (mail.ConversationId is { } conversation)
        {
            await index.AddToConversationAsync(conversation, place.RequestId, cancellationToken);
        }

        return place.Fate == MailFate.Opens
            ? await OpenAsync(inbound with { LinkedTo = place.LinkedTo, Remark = place.Remark ?? inbound.Remark }, mail, cancellationToken)
            : await joiner.JoinAsync(place, inbound, hash, mail, cancellationToken);
    }

    private static bool Begins(ParsedMail parsed, ReceivedMail mail) => mail.ConversationId is null && parsed.Bounce is null && !ConversationFinder.IdsAnswered(parsed).Any();

    private async Task<InboxResult.Kept> OpenAsync(InboundRequest inbound, ReceivedMail mail, CancellationToken cancellationToken) =>
        await inbox.ReceiveAsync(
            inbound, null, mail.Mime, Rfc822, cancellationToken, id => files.SaveAsync(id.Value, ContentHash.Of(inbound), inbound.Attachments, mail.Mime, cancellationToken)) as InboxResult.Kept
        ?? throw new PermanentFailureException("Two mails of the same Message-ID and content are not the same.");

    private async Task<MailPlace> DecideAsync(ParsedMail parsed, InboundRequest inbound, string? conversationId, CancellationToken cancellationToken)
    {
        var ownId = RequestId.From(inbound).Value;
        var (place, candidates) = await placer.PlaceAsync(parsed, inbound.SenderDoubt, ownId, conversationId, cancellationToken);
        if (place.Fate != MailFate.Opens || conversationId is null)
        {
            return place;
        }

        var claim = await index.ClaimAsync(conversationId, ownId, ClaimPatience, cancellationToken);
        if (claim.RequestId == ownId || candidates.Contains(claim.RequestId))
        {
            return place;
        }

        if (await partitions.FindRequestAsync(claim.RequestId, cancellationToken) is not null)
        {
            // It came into being while this one was decided on.
            return (await placer.PlaceAsync(parsed, inbound.SenderDoubt, ownId, conversationId, cancellationToken)).Place;
        }

        return claim.IsOld ? place : throw new ConcurrentChangeException("Another mail of the conversation is being taken in.");
    }

    // A reply may be announced before what it answers, or what it answers may not be announced at all.
    private async Task TakeInEarlierAsync(
        ParsedMail parsed, Func<string, CancellationToken, Task<ReceivedMail?>>? findEarlier, int mostEarlier, CancellationToken cancellationToken)
    {
        if (findEarlier is null || mostEarlier == 0)
        {
            return;
        }

        foreach (var id in ConversationFinder.IdsAnswered(parsed))
        {
            if ((await index.FindByMessageIdAsync(id, cancellationToken)).Count == 0 && await findEarlier(id, cancellationToken) is { } earlier)
            {
                await ReceiveAsync(earlier, findEarlier, mostEarlier - 1, cancellationToken);
            }
        }
    }

    // What wordings and weights say, a person has corrected for this address before.
    private async Task<ParsedMail> KnowingPeopleAsync(ParsedMail mail, CancellationToken cancellationToken)
    {
        if (mail is { Writer: MailWriter.Person } or { IsWriterCertain: true })
        {
            return mail;
        }

        var customer = MailNormalizer.CustomerOf(mail, own, isProven: false).Customer.Address;
        return await people.HasAsync(mail.Sender.Address, cancellationToken)
            || (!customer.Equals(mail.Sender.Address, StringComparison.OrdinalIgnoreCase) && await people.HasAsync(customer, cancellationToken))
            ? mail with { Writer = MailWriter.Person, WriterSigns = [.. mail.WriterSigns, "but somebody said that a person writes from this address"] }
            : mail;
    }

    private string? NoReplyBecause(ParsedMail parsed, SenderDoubt? doubt) =>
        AutomaticReplyPolicy.Decide(parsed, doubt, own, "", [], time.GetUtcNow()) is { MayReply: false } decision ? NoReplyWords.Of(decision.Reason, doubt) : null;
}
