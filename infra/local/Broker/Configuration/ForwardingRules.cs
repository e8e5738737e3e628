using Router.Broker.Entities;

namespace Router.Broker.Configuration;

/// <summary>Refuses, before anything is forwarded, what would lead nowhere, in a circle or too far.</summary>
internal static class ForwardingRules
{
    // As on Azure: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding
    private const int LongestChain = 4;

    /// <summary>Throws <see cref="FormatException"/> with the entity whose forwarding makes no sense.</summary>
    public static void Check(IReadOnlyList<QueueSettings> queues, IReadOnlyList<TopicSettings> topics)
    {
        var all = queues.Concat(topics.SelectMany(topic => topic.Subscriptions).Select(subscription => subscription.Queue)).ToArray();
        // Where a message goes on from: a queue itself, a topic's subscriptions.
        var sources = queues.Select(queue => (queue.Path, Queues: new[] { queue }))
            .Concat(topics.Select(topic => (topic.Path, Queues: topic.Subscriptions.Select(subscription => subscription.Queue).ToArray())))
            .ToDictionary(pair => pair.Path, pair => pair.Queues, StringComparer.OrdinalIgnoreCase);
        foreach (var entity in all)
        {
            foreach (var to in new[] { entity.ForwardTo, entity.ForwardDeadLettersTo }.OfType<string>())
            {
                if (!sources.ContainsKey(to))
                    throw new FormatException($"Entity {entity.Path}: there is no queue or topic {to} to forward to.");
            }

            if (entity is { ForwardTo: not null, RequiresSession: true })
                throw new FormatException($"Entity {entity.Path}: an entity that requires sessions can't have ForwardTo.");
            if (entity.ForwardDeadLettersTo is { } target && (Same(target, entity.Path) || NeedsOtherSessions(entity, sources[target])))
                throw new FormatException($"Entity {entity.Path}: its dead letters can't go to {target}.");
        }

        foreach (var entity in all)
            Follow(entity, entity, 0, sources);
    }

    // Dead letters without a session would have no place to go to.
    private static bool NeedsOtherSessions(QueueSettings entity, QueueSettings[] target) => !entity.RequiresSession && target.Any(queue => queue.RequiresSession);

    private static void Follow(QueueSettings start, QueueSettings entity, int hops, Dictionary<string, QueueSettings[]> sources)
    {
        if (hops > LongestChain)
            throw new FormatException($"Entity {start.Path}: its messages would be forwarded in a circle, or more than {LongestChain} times.");
        if (entity.ForwardTo is not { } to)
            return;
        foreach (var next in sources[to])
            Follow(start, next, hops + 1, sources);
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
