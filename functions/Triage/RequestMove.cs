using Router.Messaging;
using Router.Replies;
using Router.Requests;
using Router.Routing;
using Router.Storage;

namespace Router.Triage;

/// <summary>
/// Moves a request from where it landed, or was to land, to where a person says that it belongs. One stage ends the old way, which is whatever its messages still find, and begins
/// the new one; the ways' stages are numbered, so that a request can come back to where it was.
/// </summary>
internal static class RequestMove
{
    private const string WhyDiscarded = "The request was moved before it left.";

    /// <param name="partition">With our mails.</param>
    /// <param name="before">The request as it stands.</param>
    /// <param name="after">With what the person said.</param>
    public static Stage ToStage(Partition partition, Request before, Request after, string person, string said)
    {
        var moved = after with { Moves = before.Moves + 1, State = RequestState.Routed, StateReason = null, Landing = null, PlannedItemId = null };
        var discarded = MailDiscard.DraftsOf(partition, before).Select(mail => MailDiscard.Of(mail, WhyDiscarded)).ToList();
        return new Stage(partition.Numbered(StageNames.Move), discarded.Exists(one => one.Mail.Key == before.Parking?.MailKey) ? moved with { Parking = null } : moved)
        {
            Mails = [.. discarded.Select(one => one.Mail)],
            Outbox =
            [
                .. before.PlannedItemId is { } item ? [new OutboxMessage(MessageNames.LeaveBacklog, new LeftItem(before.Moves, item).ToString())] : (OutboxMessage[])[],
                .. discarded.Select(one => one.Removal).OfType<OutboxMessage>(),
                new OutboxMessage(RoutingPolicy.Decide(moved.Kind).Message!, StageNames.LandingOf(moved.Moves)),
            ],
            Events = [EventOf(before, moved, person), said, .. discarded.Select(_ => "Its unsent reply was discarded.").Distinct()],
        };
    }

    private static string EventOf(Request before, Request moved, string person) =>
        (before.Kind == moved.Kind ? $"Moved to another component by {person}." : $"Moved from {NameOf(before.Kind)} to {NameOf(moved.Kind)} by {person}.")
        + (moved.IsMovedQuietly ? " The customer is not told." : "");

    private static string NameOf(RequestKind kind) => kind switch
    {
        RequestKind.Doing => "Do",
        RequestKind.Building => "Build",
        _ => "Fix",
    };
}
