using Router.Conversations;
using Router.Messaging;
using Router.Storage;

namespace Router.Mailbox;

/// <summary>Takes one mail of the mailbox in. What cannot be fetched stays noted as open and is announced again until it can, or is gone from the mailbox.</summary>
internal sealed partial class FetchMailHandler(
    IMailbox mailbox, IMailSorter receiver, MailboxStore store, TimeProvider time, ILogger<FetchMailHandler> logger) : IMessageHandler
{
    // After 1, 4 and 16 s; then it waits for the comparison's announcements.
    private const int Attempts = 4;

    public string Message => MessageNames.FetchMail;

    public async Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        var id = envelope.MailKey ?? throw new PermanentFailureException("A mail without an id can't be fetched.");
        if (await store.IsTakenInAsync(id, cancellationToken))
        {
            // The comparison may have noted it between another handling's look and its receipt.
            await store.CloseAsync(id, cancellationToken);
            return;
        }

        try
        {
            await TakeInAsync(id, cancellationToken);
        }
        catch (Exception failure) when (failure is not ConcurrentChangeException && MustWait(envelope, failure) && !cancellationToken.IsCancellationRequested)
        {
            Log.LeftOpen(logger, envelope.Partition, FailureClassifier.Classify(failure), failure.GetType().Name);
            await store.NoteOpenAsync(id, failure is MailboxException { Code: var code, Status: var status } ? $"{status} {code}" : failure.GetType().Name, cancellationToken);
        }
    }

    private static bool MustWait(MessageEnvelope envelope, Exception failure) =>
        envelope.Attempt >= Attempts || FailureClassifier.Classify(failure) == FailureCategory.Permanent;

    private async Task TakeInAsync(string id, CancellationToken cancellationToken)
    {
        var item = await mailbox.FindAsync(id, cancellationToken);
        var mail = item is { IsDraft: false } ? await ReadAsync(item, cancellationToken) : null;
        var request = mail is null ? null : await receiver.ReceiveAsync(mail, FindAsync, cancellationToken);
        await store.NoteTakenInAsync(id, request, cancellationToken);
    }

    private async Task<ReceivedMail?> FindAsync(string messageId, CancellationToken cancellationToken) =>
        (await mailbox.FindByMessageIdAsync(messageId, cancellationToken)).FirstOrDefault(item => !item.IsDraft) is { } item
            ? await ReadAsync(item, cancellationToken)
            : null;

    private async Task<ReceivedMail?> ReadAsync(MailboxItem item, CancellationToken cancellationToken) =>
        await mailbox.ReadMimeAsync(item.Id, cancellationToken) is { } mime ? new ReceivedMail(mime, item.ConversationId, time.GetUtcNow(), IsFromMailbox: true) : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Mail {Mail} could not be taken in and is announced again until it can: {Category} {Failure}")]
        public static partial void LeftOpen(ILogger logger, string mail, FailureCategory category, string failure);
    }
}
