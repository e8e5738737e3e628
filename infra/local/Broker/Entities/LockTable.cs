namespace Router.Broker.Entities;

/// <summary>Locks by token and in order of expiry. All locks of a queue last equally long, so the newest always expires last.</summary>
internal sealed class LockTable
{
    private readonly Dictionary<Guid, LinkedListNode<QueuedMessage>> byToken = [];
    private readonly LinkedList<QueuedMessage> byExpiry = [];

    public int Count => byToken.Count;

    public DateTimeOffset? NextExpiry => byExpiry.First?.Value.LockedUntil;

    public void Add(QueuedMessage message) => byToken.Add(message.LockToken, byExpiry.AddLast(message));

    public QueuedMessage? Find(Guid token) => byToken.TryGetValue(token, out var node) ? node.Value : null;

    public void Renew(QueuedMessage message, DateTimeOffset until)
    {
        var node = byToken[message.LockToken];
        message.LockedUntil = until;
        byExpiry.Remove(node);
        byExpiry.AddLast(node);
    }

    public void Remove(QueuedMessage message)
    {
        if (byToken.Remove(message.LockToken, out var node))
            byExpiry.Remove(node);
    }

    public bool TryTakeExpired(DateTimeOffset now, out QueuedMessage message)
    {
        message = byExpiry.First?.Value!;
        if (message is null || message.LockedUntil > now)
            return false;
        Remove(message);
        return true;
    }
}
