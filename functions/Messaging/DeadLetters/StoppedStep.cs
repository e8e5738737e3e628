namespace Router.Messaging.DeadLetters;

/// <summary>A step that failed for good and waits for a person.</summary>
/// <param name="Queue">The queue of its message.</param>
/// <param name="Request">The request it is about; null for a digest, and for what is no message of ours.</param>
/// <param name="Message">The message's name; null for what is no message of ours.</param>
/// <param name="Reason">Our own words for a parked step, the broker's for a dead letter.</param>
/// <param name="At">When it was parked; for a dead letter, when it came to the queue.</param>
internal sealed record StoppedStep(
    StoppedStepId Id, string Queue, string? Request, string? Message, string Reason, DateTimeOffset? At, int? Attempts)
{
    public bool IsParked => Id is StoppedStepId.Parked;
}

/// <param name="IsCutShort">True when there may be more.</param>
/// <param name="IsBrokerAway">True when the broker did not answer, so that its dead letters are missing.</param>
internal sealed record StoppedSteps(IReadOnlyList<StoppedStep> Steps, bool IsCutShort, bool IsBrokerAway);
