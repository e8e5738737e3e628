namespace Router.Broker.Entities;

/// <summary>A duplicate is answered like any other message and stored nowhere; the number is the first one's.</summary>
internal readonly record struct EnqueueOutcome(long SequenceNumber, bool IsDuplicate);

internal readonly record struct QueueCounts(int Active, int Locked, int Scheduled, int Deferred, int DeadLettered)
{
    public int NotDeadLettered => Active + Locked + Scheduled + Deferred;
}
