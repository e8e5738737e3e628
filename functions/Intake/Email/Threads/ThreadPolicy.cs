using Router.Intake.Email.Writers;
using Router.Requests;

namespace Router.Intake.Email.Threads;

/// <summary>
/// Decides which request a mail belongs to: by what it answers, then by our subject token, then by the mailbox's conversation; and only where its
/// sender is a party, as all three can be copied from a mail that somebody saw.
/// </summary>
internal static class ThreadPolicy
{
    /// <param name="doubt">Why nothing proves its sender; null where something does. Such a mail joins as held, also where what it names is closed.</param>
    /// <param name="conversationId">The mailbox's grouping; null where the mail came without one.</param>
    /// <param name="candidates">Whatever a look-up by the mail's ids, tokens and conversation found.</param>
    /// <param name="reopenWithin">How long after it was closed a request is reopened by a reply.</param>
    public static ThreadDecision Decide(
        ParsedMail mail, SenderDoubt? doubt, string? conversationId, IReadOnlyList<ThreadCandidate> candidates, OwnMail own, TimeSpan reopenWithin, DateTimeOffset now)
    {
        ThreadDecision? refused = null;
        foreach (var (candidate, reason) in Matches(mail, conversationId, candidates))
        {
            if (!candidate.HasParty(mail.Sender.Address) && !own.IsAgent(mail.Sender.Address))
            {
                refused ??= new ThreadDecision(ThreadOutcome.OpenNew, ThreadReason.Stranger, candidate.RequestId);
            }
            else
            {
                var outcome = doubt is null ? OutcomeOf(mail, candidate, reopenWithin, now) : ThreadOutcome.JoinHeld;
                return new ThreadDecision(outcome, reason, candidate.RequestId);
            }
        }

        return refused ?? new ThreadDecision(ThreadOutcome.OpenNew, ThreadReason.NoMatch, null);
    }

    // Best first.
    private static IEnumerable<(ThreadCandidate Candidate, ThreadReason Reason)> Matches(ParsedMail mail, string? conversationId, IReadOnlyList<ThreadCandidate> candidates)
    {
        // What a mail answers is its last reference; the earlier ones may be those of another request that it grew out of.
        foreach (var id in ((string?[])[mail.InReplyTo, .. mail.References.Reverse()]).OfType<string>())
        {
            foreach (var candidate in candidates.Where(candidate => candidate.MessageIds.Contains(id, StringComparer.Ordinal)))
            {
                yield return (candidate, ThreadReason.Reference);
            }
        }

        foreach (var token in SubjectToken.In(mail.Subject))
        {
            foreach (var candidate in candidates.Where(candidate => SubjectToken.Names(token, candidate.RequestId)))
            {
                yield return (candidate, ThreadReason.SubjectToken);
            }
        }

        foreach (var candidate in candidates.Where(candidate => conversationId is not null && candidate.ConversationIds.Contains(conversationId, StringComparer.Ordinal)))
        {
            yield return (candidate, ThreadReason.Conversation);
        }
    }

    // A machine's answer to our last mail ("I am on holiday") asks for nothing.
    private static ThreadOutcome OutcomeOf(ParsedMail mail, ThreadCandidate candidate, TimeSpan reopenWithin, DateTimeOffset now) =>
        candidate.ClosedAt is not { } closedAt || mail.Writer != MailWriter.Person ? ThreadOutcome.Join
        : now - closedAt <= reopenWithin ? ThreadOutcome.Reopen
        : ThreadOutcome.OpenLinked;
}
