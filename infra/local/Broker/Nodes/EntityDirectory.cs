using Router.Broker.Entities;

namespace Router.Broker.Nodes;

/// <summary>Finds what an address names.</summary>
internal sealed class EntityDirectory(IEnumerable<EntityMailbox> mailboxes)
{
    private readonly Dictionary<string, EntityMailbox> byPath = mailboxes.ToDictionary(mailbox => mailbox.Path, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<EntityMailbox> All => byPath.Values;

    public bool TryFind(string path, out EntityMailbox mailbox, out bool deadLetters)
    {
        deadLetters = EntityPath.IsDeadLetters(path);
        return byPath.TryGetValue(EntityPath.WithoutDeadLetters(path), out mailbox!);
    }

    public IMessageTarget? FindTarget(string path) => byPath.TryGetValue(path, out var mailbox) ? new QueueTarget(mailbox) : null;
}
