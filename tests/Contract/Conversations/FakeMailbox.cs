using MimeKit;
using Router.Mailbox;

namespace Router.Contract.Conversations;

/// <summary>A mailbox in memory that can lose an answer, be slow to send, and have its drafts deleted.</summary>
internal sealed class FakeMailbox : IMailbox
{
    private readonly List<Item> items = [];

    public bool LosesNextAnswer { get; set; }

    /// <summary>True where drafts stay for a while after the mailbox was told to send them.</summary>
    public bool IsSlow { get; set; }

    public int Drafts => items.Count(item => item.IsDraft);

    /// <summary>Each mail that left, as often as it left.</summary>
    public List<MimeMessage> Sent { get; } = [];

    public int Tellings { get; private set; }

    public void DeleteAll() => items.Clear();

    /// <summary>What was told to leave leaves.</summary>
    public void CatchUp() => items.Where(item => item is { IsTold: true, IsDraft: true }).ToList().ForEach(Leave);

    public Task<MailboxItem> CreateDraftAsync(byte[] mime, CancellationToken cancellationToken)
    {
        var message = MimeMessage.Load(new MemoryStream(mime), cancellationToken);
        var item = new Item($"draft-{items.Count}", message);
        items.Add(item);
        return Answer(item.ToItem());
    }

    public Task SendAsync(string draftId, CancellationToken cancellationToken)
    {
        Tellings++;
        var item = items.Single(item => item.Id == draftId);
        Assert.True(item.IsDraft, "A mail that has left was told to leave again.");
        item.IsTold = true;
        if (!IsSlow)
        {
            Leave(item);
        }

        return Answer(true);
    }

    public Task<MailboxItem?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(items.Find(item => item.Id == id)?.ToItem());

    public Task<IReadOnlyList<MailboxItem>> FindByMessageIdAsync(string messageId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MailboxItem>>([.. items.Where(item => item.Message.MessageId == messageId).Select(item => item.ToItem())]);

    public Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        items.RemoveAll(item => item.Id == id);
        return Task.CompletedTask;
    }

    public Task<byte[]?> ReadMimeAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DeltaPage> ReadChangesAsync(string? link, DateTimeOffset since, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<MailSubscription>> ListSubscriptionsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<MailSubscription> SubscribeAsync(SubscriptionRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<MailSubscription?> RenewAsync(string subscriptionId, DateTimeOffset until, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task UnsubscribeAsync(string subscriptionId, CancellationToken cancellationToken) => throw new NotSupportedException();

    private void Leave(Item item)
    {
        item.IsDraft = false;
        Sent.Add(item.Message);
    }

    private Task<T> Answer<T>(T answer)
    {
        if (!LosesNextAnswer)
        {
            return Task.FromResult(answer);
        }

        LosesNextAnswer = false;
        throw new TimeoutException("The answer was lost.");
    }

    private sealed class Item(string id, MimeMessage message)
    {
        public string Id => id;

        public MimeMessage Message => message;

        public bool IsDraft { get; set; } = true;

        public bool IsTold { get; set; }

        public MailboxItem ToItem() => new(id, message.MessageId, $"conversation of {message.Subject}", IsDraft);
    }
}
