using System.Collections.Concurrent;
using Router.Broker.Configuration;
using Router.Broker.Entities;

namespace Router.Broker.Nodes;

/// <summary>Finds what an address names. Entities come and go at run time; changes are made one at a time.</summary>
internal sealed class EntityDirectory(Func<QueueSettings, EntityMailbox> open, TimeProvider clock)
{
    private readonly Lock changes = new();
    private readonly ConcurrentDictionary<string, EntityMailbox> byPath = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, IMessageTarget> targets = new(StringComparer.OrdinalIgnoreCase);

    public DateTimeOffset CreatedAt { get; } = clock.GetUtcNow();

    /// <summary>Queues and subscriptions.</summary>
    public IReadOnlyCollection<EntityMailbox> All => [.. byPath.Values];

    public IEnumerable<QueueTarget> Queues => targets.Values.OfType<QueueTarget>().OrderBy(queue => queue.Path, StringComparer.OrdinalIgnoreCase);

    public IEnumerable<TopicTarget> Topics => targets.Values.OfType<TopicTarget>().OrderBy(topic => topic.Path, StringComparer.OrdinalIgnoreCase);

    /// <summary>False when there is an entity of this name. Throws <see cref="FormatException"/> when its forwarding makes no sense.</summary>
    public bool TryAdd(IReadOnlyList<QueueSettings> queues, IReadOnlyList<TopicSettings> topics)
    {
        lock (changes)
        {
            var paths = queues.Select(queue => queue.Path).Concat(topics.Select(topic => topic.Path)).ToArray();
            if (paths.Any(targets.ContainsKey) || paths.Distinct(StringComparer.OrdinalIgnoreCase).Count() < paths.Length)
                return false;
            ForwardingRules.Check([.. QueueSettings, .. queues], [.. TopicSettings, .. topics]);
            var opened = queues.Select(Open).ToList();
            foreach (var mailbox in opened)
                targets[mailbox.Path] = new QueueTarget(mailbox);
            foreach (var topic in topics)
            {
                var target = new TopicTarget(topic, open(topic.ForScheduled()), clock);
                opened.AddRange(topic.Subscriptions.Select(subscription => Open(target, subscription)));
                target.Scheduled.Add(new Forwarder(target.Scheduled, false, target), deadLetters: false);
                targets[topic.Path] = target;
            }

            opened.ForEach(Forward);
            return true;
        }
    }

    /// <summary>False when the topic has a subscription of this name.</summary>
    public bool TryAdd(TopicTarget topic, SubscriptionSettings subscription)
    {
        lock (changes)
        {
            if (byPath.ContainsKey(subscription.Queue.Path))
                return false;
            var changed = TopicSettings.Select(other => other.Path == topic.Path ? other with { Subscriptions = [.. other.Subscriptions, subscription] } : other);
            ForwardingRules.Check([.. QueueSettings], [.. changed]);
            Forward(Open(topic, subscription));
            return true;
        }
    }

    /// <summary>Takes the queue, topic or subscription out, with what is under it, and returns what has to be closed.</summary>
    public IReadOnlyList<EntityMailbox> Remove(string path)
    {
        lock (changes)
        {
            if (Forwarding(path) is { } source)
                throw new InvalidOperationException($"{source} forwards to {path}.");
            if (targets.TryRemove(path, out var target))
            {
                var under = target is TopicTarget topic ? topic.Subscriptions.Select(subscription => subscription.Mailbox) : [];
                return [.. under.Append(target.Scheduled).Select(Close)];
            }

            if (FindSubscription(path) is not { } found)
                return [];
            found.Topic.Remove(found.Subscription);
            return [Close(found.Subscription.Mailbox)];
        }
    }

    public bool TryFind(string path, out EntityMailbox mailbox, out bool deadLetters)
    {
        deadLetters = EntityPath.IsDeadLetters(path);
        return byPath.TryGetValue(EntityPath.WithoutDeadLetters(path), out mailbox!);
    }

    public IMessageTarget? FindTarget(string path) => targets.GetValueOrDefault(path);

    public (TopicTarget Topic, Subscription Subscription)? FindSubscription(string path)
    {
        foreach (var topic in targets.Values.OfType<TopicTarget>())
        {
            foreach (var subscription in topic.Subscriptions)
            {
                if (string.Equals(subscription.Mailbox.Path, path, StringComparison.OrdinalIgnoreCase))
                    return (topic, subscription);
            }
        }

        return null;
    }

    public async ValueTask CloseAsync()
    {
        foreach (var mailbox in All.Concat(Topics.Select(topic => topic.Scheduled)))
            await mailbox.DisposeAsync();
    }

    private IEnumerable<QueueSettings> QueueSettings => Queues.Select(queue => queue.Scheduled.Engine.Settings);

    private IEnumerable<TopicSettings> TopicSettings => Topics.Select(topic => topic.Settings with
    {
        Subscriptions = [.. topic.Subscriptions.Select(subscription => new SubscriptionSettings(subscription.Name, subscription.Mailbox.Engine.Settings, subscription.Rules.All))],
    });

    private string? Forwarding(string path) => All.Select(mailbox => mailbox.Engine.Settings)
        .FirstOrDefault(settings => new[] { settings.ForwardTo, settings.ForwardDeadLettersTo }.Contains(path, StringComparer.OrdinalIgnoreCase))?.Path;

    private EntityMailbox Open(QueueSettings settings) => byPath[settings.Path] = open(settings);

    private EntityMailbox Open(TopicTarget topic, SubscriptionSettings settings)
    {
        var mailbox = Open(settings.Queue);
        topic.Add(new Subscription(settings.Name, mailbox, settings.Rules));
        return mailbox;
    }

    private EntityMailbox Close(EntityMailbox mailbox)
    {
        byPath.TryRemove(mailbox.Path, out _);
        return mailbox;
    }

    private void Forward(EntityMailbox mailbox)
    {
        Forward(mailbox, mailbox.Engine.Settings.ForwardTo, deadLetters: false);
        Forward(mailbox, mailbox.Engine.Settings.ForwardDeadLettersTo, deadLetters: true);
    }

    private void Forward(EntityMailbox mailbox, string? to, bool deadLetters)
    {
        if (to is not null)
            mailbox.Add(new Forwarder(mailbox, deadLetters, targets[to]), deadLetters);
    }
}
