using Router.Messaging;
using Router.Requests;
using Router.Storage;
using Router.Tickets;

namespace Router.Replies;

/// <summary>Sends what a person wrote, once and after a moment in which they can take it back.</summary>
internal sealed class ReplyDesk(
    PartitionStore partitions, ConversationReader conversations, StageCommitter committer, MailDoors doors, ReplyRules rules, TicketDirectory tickets, TimeProvider time)
{
    private const int MaxReadings = 5;
    private static readonly TimeSpan TimeToUndo = TimeSpan.FromSeconds(10);

    /// <summary>Whether a reply becomes a comment of the request's ticket instead of a mail.</summary>
    public bool IsComment(Request request) => tickets.Of(request) is not null;

    public static string KeyOf(string formKey) => $"own-{formKey}";

    /// <summary>Whether a mail that a person wrote has not begun to leave.</summary>
    public static bool MayBeUndone(Mail mail) => mail is { WrittenBy: not null, SendingSince: null, State: MailState.Leaving or MailState.Held };

    /// <param name="formKey">Hex digits of the form's own: the same form posted twice sends one mail.</param>
    /// <param name="seen">How many later mails the person had seen.</param>
    /// <exception cref="NotTheirsException">The request is not the actor's to act on.</exception>
    public async Task<ReplyResult> WriteAsync(RequestId id, string formKey, WrittenReply reply, int seen, bool closes, Actor actor, CancellationToken cancellationToken)
    {
        for (var reading = 0; reading < MaxReadings; reading++)
        {
            if (await partitions.LoadWithoutConversationAsync(id.Value, cancellationToken) is not { Request: { } request } partition)
            {
                return new(ReplyOutcome.Unknown);
            }

            actor.Demand(request);
            var stage = $"write-{formKey}";
            if (partition.Has(stage))
            {
                return new(ReplyOutcome.Written);
            }

            if (rules.FaultOf(reply, tickets.Of(request) is not null) is { } fault)
            {
                return new(ReplyOutcome.Faulty, fault);
            }

            if (partition.LaterMails != seen)
            {
                return new(ReplyOutcome.Stale);
            }

            var later = (await conversations.ReadAsync(id, null, cancellationToken))?.Partition.FollowUps ?? [];
            var mail = ToMail(KeyOf(formKey), request, Answered.Of(request, later), reply, closes, actor.Name);
            if (await committer.TryCommitAsync(id.Value, partition, ToStage(stage, partition, request, mail, actor.Name), cancellationToken) != CommitResult.Conflict)
            {
                return new(ReplyOutcome.Written);
            }
        }

        throw new ConcurrentChangeException($"Request {id} kept changing while a reply was written.");
    }

    /// <summary>Takes back what has not left yet; what it closed is open again.</summary>
    /// <returns>Faulty where it is too late.</returns>
    public async Task<ReplyResult> UndoAsync(RequestId id, string mailKey, Actor actor, CancellationToken cancellationToken)
    {
        for (var reading = 0; reading < MaxReadings; reading++)
        {
            if (await partitions.LoadMailAsync(id.Value, mailKey, cancellationToken) is not var (partition, mail) || partition.Request is not { } request || mail.WrittenBy is null)
            {
                return new(ReplyOutcome.Unknown);
            }

            actor.Demand(request);
            if (mail.State == MailState.Discarded)
            {
                return new(ReplyOutcome.Written);
            }

            if (!MayBeUndone(mail))
            {
                return new(ReplyOutcome.Faulty, "It was too late: the reply has left.");
            }

            var reopens = request.ClosedAt >= mail.CreatedAt;
            var undone = new Stage(partition.Numbered($"undo-{mailKey}-"), reopens ? request with { ClosedAt = null } : request)
            {
                Mails = [MailDiscard.Of(mail, $"Taken back by {actor.Name}.").Mail],
                Events = [reopens ? $"{actor.Name} took the reply back; the request is open again." : $"{actor.Name} took the reply back."],
            };
            if (await committer.TryCommitAsync(id.Value, partition, undone, cancellationToken) == CommitResult.Committed)
            {
                return new(ReplyOutcome.Written);
            }
        }

        throw new ConcurrentChangeException($"Request {id} kept changing while a reply was taken back.");
    }

    private Mail ToMail(string key, Request request, Answered answered, WrittenReply reply, bool closes, string person)
    {
        var (now, ticket, to) = (time.GetUtcNow(), tickets.Of(request), reply.To.Trim());
        var text = reply.Text.ReplaceLineEndings("\n").Trim();
        return new Mail(
            key,
            ticket is null ? to : request.Customer.Address,
            to.Equals(answered.To, StringComparison.OrdinalIgnoreCase) ? answered.ToName : "",
            ticket is null ? reply.Subject.Trim() : ReplyWords.Personal(request).Subject,
            text,
            ReplyHtml.Of(text),
            now)
        {
            State = MailState.Leaving,
            WrittenBy = person,
            ApprovedBy = person,
            // A ticket that is solved at once can't be taken back.
            DueAt = ticket is not null && closes ? null : now + TimeToUndo,
            Ticket = ticket,
            Copied = ticket is null ? reply.CopiedAddresses : [],
            InReplyTo = answered.Head?.MessageId,
            References = answered.Head is { } head ? [.. head.References.Append(head.MessageId).OfType<string>().Distinct(StringComparer.Ordinal)] : [],
        };
    }

    private Stage ToStage(string stage, Partition partition, Request request, Mail mail, string person)
    {
        var discarded = MailDiscard.DraftsOf(partition, request).Where(draft => !draft.IsInternal)
            .Select(draft => MailDiscard.Of(draft, $"{person} answered instead.")).ToList();
        var shut = doors.WhyShut(mail);
        var (held, said) = shut is null ? (mail, null) : MailDoors.Held(mail, shut);
        return new Stage(stage, request with { HasUnread = false })
        {
            Mails = [held, .. discarded.Select(one => one.Mail)],
            Outbox = [.. shut is null ? [new OutboxMessage(MessageNames.SendMail, mail.Key)] : (OutboxMessage[])[], .. discarded.Select(one => one.Removal).OfType<OutboxMessage>()],
            Events = [$"{person} wrote a reply.", .. said is null ? (string[])[] : [said], .. discarded.Select(_ => "The drafted reply was discarded.")],
        };
    }
}

/// <param name="Fault">What is wrong, for the person; null where nothing is.</param>
internal sealed record ReplyResult(ReplyOutcome Outcome, string? Fault = null);

internal enum ReplyOutcome
{
    /// <summary>Done, now or before.</summary>
    Written,

    /// <summary>A mail has come that the person had not seen; nothing was done.</summary>
    Stale,

    /// <summary>Something has to be changed first; nothing was done.</summary>
    Faulty,

    /// <summary>There is no such request or mail.</summary>
    Unknown,
}
