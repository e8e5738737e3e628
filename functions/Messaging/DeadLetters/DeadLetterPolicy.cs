using Router.Storage;

namespace Router.Messaging.DeadLetters;

/// <summary>What a dead letter is to us, told from the receipts of the partition that it names.</summary>
internal enum DeadLetterState
{
    /// <summary>No partition of ours has sent it.</summary>
    Foreign,

    /// <summary>Its work is not done.</summary>
    Open,

    /// <summary>Its work is not done, and the request is parked with it.</summary>
    Parked,

    /// <summary>Its work is done: the relay had sent it again.</summary>
    Settled,
}

internal static class DeadLetterPolicy
{
    public static DeadLetterState Judge(DeadLetter letter, Partition? partition)
    {
        if (letter.Envelope is null || partition is null)
        {
            return DeadLetterState.Foreign;
        }

        var message = new OutboxMessage(letter.Envelope.Message, letter.Envelope.MailKey);
        return !MessageProgress.IsOf(partition, message) ? DeadLetterState.Foreign
            : MessageProgress.HasEffect(partition, message) ? DeadLetterState.Settled
            : MessageProgress.IsDone(partition, message) ? DeadLetterState.Parked
            : DeadLetterState.Open;
    }

    /// <summary>Those that nobody needs: their work is done, or the same message lies there again and later.</summary>
    public static IEnumerable<DeadLetter> Superfluous(IEnumerable<(DeadLetter Letter, DeadLetterState State)> judged) => judged
        .GroupBy(each => each.State == DeadLetterState.Foreign
            ? (each.Letter.Queue, (object)each.Letter.SequenceNumber)
            : (each.Letter.Queue, (each.Letter.Envelope!.Message, each.Letter.Envelope.Partition, each.Letter.Envelope.MailKey)))
        .SelectMany(same => same.OrderBy(each => each.Letter.SequenceNumber).SkipLast(same.Last().State == DeadLetterState.Settled ? 0 : 1))
        .Select(each => each.Letter);
}
