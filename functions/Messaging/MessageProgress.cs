using Router.Requests;
using Router.Storage;

namespace Router.Messaging;

/// <summary>Tells from a partition's receipts which of its messages have had their effect.</summary>
internal static class MessageProgress
{
    /// <summary>True when nobody has to handle the message any more: its stage has committed, its way was ended by a move, or the request is parked.</summary>
    public static bool IsDone(Partition partition, OutboxMessage message) =>
        // Others are told of a parked request, too.
        (partition.Request?.State == RequestState.Parked && message.Message != MessageNames.NotifySubscribers)
        || (partition.Request?.Parking is { MailKey: { } key, Message: var parked } && parked == message.Message && key == message.MailKey)
        || IsOvertaken(partition, message)
        || HasEffect(partition, message);

    /// <summary>What has been sent, or is to be, and somebody still has to handle; of what was replayed the last.</summary>
    public static IEnumerable<StoredOutboxMessage> Open(Partition partition) =>
        partition.Outbox.Where(stored => !IsDone(partition, stored.Message)).GroupBy(stored => stored.Message).Select(same => same.Last());

    /// <summary>True for the way to a destination that a person has ended by moving the request.</summary>
    public static bool IsOvertaken(Partition partition, OutboxMessage message) =>
        message.Message is MessageNames.AnswerFromDocs or MessageNames.AddToBacklog or MessageNames.FileBug
        && partition.Request is { } request && CompletingStageOf(message) != StageNames.LandingOf(request.Moves);

    /// <summary>True when the message's stage has committed.</summary>
    public static bool HasEffect(Partition partition, OutboxMessage message) => partition.Has(CompletingStageOf(message));

    /// <summary>True when a stage of this partition has sent the message; others are not ours, whatever they say.</summary>
    public static bool IsOf(Partition partition, OutboxMessage message) => partition.Outbox.Any(stored => stored.Message == message);

    private static string CompletingStageOf(OutboxMessage message) => message.Message switch
    {
        MessageNames.TriageRequest => StageNames.Triage,
        MessageNames.DeliverMail => StageNames.DeliveryOf(message.MailKey ?? ""),
        MessageNames.SendMail => StageNames.DepartureOf(message.MailKey ?? ""),
        MessageNames.SolveTicket => StageNames.SolutionOf(message.MailKey ?? ""),
        MessageNames.NotifySubscribers => StageNames.NotificationOf(message.MailKey ?? ""),
        MessageNames.LeaveBacklog => StageNames.WithdrawalOf(message.MailKey ?? ""),
        MessageNames.RemoveDraft => StageNames.RemovalOf(message.MailKey ?? ""),
        MessageNames.AnswerFromDocs or MessageNames.AddToBacklog or MessageNames.FileBug => message.MailKey ?? StageNames.Land,
        _ => StageNames.Land,
    };
}

/// <summary>The same for the storage, which knows no messages.</summary>
internal sealed class WorkProgress : IWorkProgress
{
    public bool HasOpenWork(Partition partition) => MessageProgress.Open(partition).Any();
}
