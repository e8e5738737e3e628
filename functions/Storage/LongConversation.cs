namespace Router.Storage;

/// <summary>
/// Keeps the head of a request that thousands of mails join within one row. Of most joinings it need not speak: the receipt's own row keeps each from being
/// committed twice, and once all that they sent has had its effect nobody asks for it.
/// </summary>
internal static class LongConversation
{
    private const int MostJoinings = 400;

    // Not at each commit: those that go are many at once.
    private const int KeptJoinings = 200;

    /// <summary>What of a partition its head names.</summary>
    public static Partition InHead(Partition partition)
    {
        var joinings = partition.Receipts.Where(StageNames.IsJoining).ToList();
        if (joinings.Count <= MostJoinings)
        {
            return partition;
        }

        var told = partition.Outbox.Where(IsOpen).SelectMany(stored => new[] { stored.Stage, stored.Message.MailKey }).ToHashSet();
        var closed = joinings.SkipLast(KeptJoinings).Where(joining => !told.Contains(joining)).ToHashSet();
        return partition with
        {
            Receipts = partition.Receipts.Where(receipt => !closed.Contains(receipt) && !closed.Contains(StageNames.ToldBy(receipt))).ToHashSet(),
            Outbox = [.. partition.Outbox.Where(stored => !closed.Contains(stored.Stage) && !closed.Contains(stored.Message.MailKey ?? ""))],
        };

        bool IsOpen(StoredOutboxMessage stored) => stored.Message.MailKey is not { } stage || !partition.Has(StageNames.NotificationOf(stage));
    }
}
