namespace Router.Conversations;

/// <summary>Takes in one mail, whichever way it came: it becomes a request, or one more mail of the request that it belongs to. Any number of repetitions is harmless.</summary>
internal interface IMailSorter
{
    /// <param name="findEarlier">Looks in the mailbox for a mail that this one answers and that has not been taken in; null where there is no mailbox to look in.</param>
    /// <returns>The request's id.</returns>
    Task<string> ReceiveAsync(ReceivedMail mail, Func<string, CancellationToken, Task<ReceivedMail?>>? findEarlier, CancellationToken cancellationToken);
}

/// <param name="Mime">RFC 5322.</param>
/// <param name="ConversationId">The mailbox's own grouping; null where the mail came without one.</param>
/// <param name="ReceivedAt">When it reached us.</param>
/// <param name="IsFromMailbox">True where it was read from our mailbox, false where somebody posted it.</param>
internal sealed record ReceivedMail(byte[] Mime, string? ConversationId, DateTimeOffset ReceivedAt, bool IsFromMailbox = false);
