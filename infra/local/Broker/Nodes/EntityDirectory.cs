using Router.Broker.Entities;

namespace Router.Broker.Nodes;

/// <summary>Finds what an address names.</summary>
internal sealed class EntityDirectory
{
    private readonly Dictionary<string, EntityMailbox> byPath = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IMessageTarget> targets = new(StringComparer.OrdinalIgnoreCase);

    public EntityDirectory(IEnumerable<QueueSettings> queues, IEnumerable<TopicSettings> topics, Func<QueueSettings, EntityMailbox> open)
    {
        foreach (var queue in queues)
            targets.Add(queue.Path, new QueueTarget(byPath[queue.Path] = open(queue)));
        foreach (var topic in topics)
        {
            var subscriptions = topic.Subscriptions.Select(subscription => (subscription, byPath[subscription.Queue.Path] = open(subscription.Queue))).ToArray();
            targets.Add(topic.Path, new TopicTarget(topic.Path, subscriptions));
        }

        foreach (var mailbox in byPath.Values)
        {
            Forward(mailbox, mailbox.Engine.Settings.ForwardTo, deadLetters: false);
            Forward(mailbox, mailbox.Engine.Settings.ForwardDeadLettersTo, deadLetters: true);
        }
    }

    public IReadOnlyCollection<EntityMailbox> All => byPath.Values;

    public bool TryFind(string path, out EntityMailbox mailbox, out bool deadLetters)
    {
        deadLetters = EntityPath.IsDeadLetters(path);
        return byPath.TryGetValue(EntityPath.WithoutDeadLetters(path), out mailbox!);
    }

    private void Forward(EntityMailbox mailbox, string? to, bool deadLetters)
    {
        if (to is not null)
            mailbox.Add(new Forwarder(mailbox, deadLetters, targets[to]), deadLetters);
    }

    public IMessageTarget? FindTarget(string path) => targets.GetValueOrDefault(path);
}
