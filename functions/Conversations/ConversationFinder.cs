using Microsoft.Extensions.Options;
using Router.Intake.Email;
using Router.Intake.Email.Loops;
using Router.Intake.Email.Threads;
using Router.Requests;
using Router.Storage;

namespace Router.Conversations;

/// <summary>Looks up what a mail may belong to and has the policies decide.</summary>
internal sealed class ConversationFinder(ThreadIndex index, PartitionStore partitions, OwnMail own, IOptions<EmailOptions> options, TimeProvider time)
{
    // Of a long conversation the last mails say most; the first one began it.
    private const int LastReferences = 8;
    private const int MostReported = 8;
    private const string UnprovenReport = "A report says that our mail did not arrive. Nothing proves that our mail host or the customer's wrote it, so the customer is not marked as not reachable.";

    /// <param name="doubt">Why nothing proves its sender; null where something does.</param>
    /// <param name="newRequestId">The id of the request that the mail would open.</param>
    /// <returns>Where it belongs, and the requests that were looked at.</returns>
    public async Task<(MailPlace Place, IReadOnlyCollection<string> Candidates)> PlaceAsync(
        ParsedMail mail, SenderDoubt? doubt, string newRequestId, string? conversationId, CancellationToken cancellationToken)
    {
        if (mail.Bounce is { } report && await PlaceReportAsync(mail, report, doubt, cancellationToken) is { } place)
        {
            return (place, []);
        }

        var candidates = await FindAsync(mail, conversationId, newRequestId, cancellationToken);
        var decision = ThreadPolicy.Decide(mail, doubt, conversationId, candidates, own, TimeSpan.FromDays(options.Value.ReopenDays), time.GetUtcNow());
        return (ToPlace(decision, newRequestId), [.. candidates.Select(candidate => candidate.RequestId)]);
    }

    /// <summary>The mails that a mail says it answers, nearest first.</summary>
    public static IEnumerable<string> IdsAnswered(ParsedMail mail) =>
        ((IEnumerable<string?>)[mail.InReplyTo, .. mail.References.TakeLast(LastReferences).Reverse(), .. mail.References.Take(1)])
        .OfType<string>().Where(id => id != mail.MessageId).Distinct(StringComparer.Ordinal);

    private async Task<MailPlace?> PlaceReportAsync(ParsedMail mail, BounceReport report, SenderDoubt? doubt, CancellationToken cancellationToken)
    {
        var ours = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in report.MessageIds.Take(MostReported))
        {
            if (await index.FindOursAsync(id, cancellationToken) is { } request)
            {
                ours[id] = request;
            }
        }

        var decision = BouncePolicy.Decide(report, ours.ContainsKey);
        if (decision.Meaning == BounceMeaning.NotOurs)
        {
            return null;
        }

        var requestId = ours[decision.MessageIds[0]];
        return decision.Meaning == BounceMeaning.NothingToDo ? new MailPlace(requestId, MailFate.Reports)
            : BouncePolicy.IsOfAHost(mail.Sender.Address, doubt, await PartiesOfAsync(requestId, cancellationToken), own, report.Recipients) ? new MailPlace(requestId, MailFate.Bounces)
            : new MailPlace(requestId, MailFate.Reports, Remark: UnprovenReport);
    }

    private async Task<IReadOnlyList<string>> PartiesOfAsync(string id, CancellationToken cancellationToken) =>
        (await partitions.FindRequestAsync(id, cancellationToken))?.Request.Parties ?? [];

    private async Task<IReadOnlyList<ThreadCandidate>> FindAsync(ParsedMail mail, string? conversationId, string newRequestId, CancellationToken cancellationToken)
    {
        var idsOf = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var answered = IdsAnswered(mail).ToList();
        var requestsOf = await Task.WhenAll(answered.Select(id => index.FindByMessageIdAsync(id, cancellationToken)));
        foreach (var (id, requests) in answered.Zip(requestsOf))
        {
            foreach (var request in requests)
            {
                Add(request).Add(id);
            }
        }

        foreach (var token in SubjectToken.In(mail.Subject))
        {
            (await partitions.FindByPrefixAsync(token, cancellationToken)).ForEach(request => Add(request));
        }

        IReadOnlyList<string> ofConversation = conversationId is null ? [] : await index.FindByConversationAsync(conversationId, cancellationToken);
        ofConversation.ToList().ForEach(request => Add(request));

        var found = await Task.WhenAll(idsOf.Where(pair => pair.Key != newRequestId).Select(pair => ToCandidateAsync(
            pair.Key, pair.Value, ofConversation.Contains(pair.Key) ? conversationId : null, cancellationToken)));
        return [.. found.OfType<ThreadCandidate>()];

        List<string> Add(string request) => idsOf.TryGetValue(request, out var ids) ? ids : idsOf[request] = [];
    }

    // What the index names may not have come into being, or never will.
    private async Task<ThreadCandidate?> ToCandidateAsync(string id, IReadOnlyCollection<string> messageIds, string? conversationId, CancellationToken cancellationToken) =>
        await partitions.FindRequestAsync(id, cancellationToken) is { Request: var request }
            ? new ThreadCandidate(id, messageIds, conversationId is null ? [] : [conversationId], request.Parties, request.ClosedAt)
            : null;

    private static MailPlace ToPlace(ThreadDecision decision, string newRequestId) => decision switch
    {
        { Outcome: ThreadOutcome.Join, RequestId: { } id } => new MailPlace(id, MailFate.Joins),
        { Outcome: ThreadOutcome.JoinHeld, RequestId: { } id } => new MailPlace(id, MailFate.JoinsHeld),
        { Outcome: ThreadOutcome.Reopen, RequestId: { } id } => new MailPlace(id, MailFate.Reopens),
        { Outcome: ThreadOutcome.OpenLinked, RequestId: { } id } => new MailPlace(newRequestId, MailFate.Opens, id, "It answers a request that was closed long ago."),
        { Reason: ThreadReason.Stranger, RequestId: { } id } => new MailPlace(newRequestId, MailFate.Opens, id, "Its sender names another request and is no party to it."),
        _ => new MailPlace(newRequestId, MailFate.Opens),
    };
}
