using System.Collections.Immutable;
using Router.Broker.Entities;
using Router.Broker.Protocol;

namespace Router.Broker.Nodes;

/// <summary>Copies what is sent to a topic into each subscription that takes it; the sender hears once all copies are durable.</summary>
internal sealed class TopicTarget(TopicSettings settings, EntityMailbox scheduled, TimeProvider clock) : IMessageTarget
{
    private ImmutableList<Subscription> subscriptions = [];

    public string Path => settings.Path;

    public TopicSettings Settings => settings;

    public EntityMailbox Scheduled => scheduled;

    public IReadOnlyList<Subscription> Subscriptions => Volatile.Read(ref subscriptions);

    // A message without session is refused only where a subscription would need one.
    public bool RequiresSession => Subscriptions.Any(subscription => subscription.Mailbox.Engine.Settings.RequiresSession);

    public void Add(Subscription subscription) => ImmutableInterlocked.Update(ref subscriptions, static (list, added) => list.Add(added), subscription);

    public void Remove(Subscription subscription) => ImmutableInterlocked.Update(ref subscriptions, static (list, gone) => list.Remove(gone), subscription);

    public void Publish(IReadOnlyList<MessageContent> messages, Action durable)
    {
        var now = clock.GetUtcNow();
        var later = messages.Where(message => message.ScheduledFor > now).ToArray();
        var copies = CopiesOf([.. messages.Where(message => !(message.ScheduledFor > now))]);
        var all = Countdown(copies.Count + (later.Length > 0 ? 1 : 0), durable);
        if (later.Length > 0)
            new QueueTarget(scheduled).Publish(later, all);
        foreach (var (mailbox, taken) in copies)
            new QueueTarget(mailbox).Publish(taken, all);
    }

    // Several copies can't be moved in one record of the log, so the source removes its message once all are durable.
    public void Forward(QueuedMessage message, string from, Action durable)
    {
        var copies = CopiesOf([message.Content]);
        var all = Countdown(copies.Count, durable);
        foreach (var (mailbox, taken) in copies)
            new QueueTarget(mailbox).Accept(message, taken[0], null, all);
    }

    private List<(EntityMailbox Mailbox, List<MessageContent> Messages)> CopiesOf(IReadOnlyList<MessageContent> messages)
    {
        var properties = messages.Select(FilterableMessage.Read).ToArray();
        var copies = new List<(EntityMailbox, List<MessageContent>)>();
        foreach (var subscription in Subscriptions)
        {
            var taken = messages.Select((message, index) => subscription.CopyOf(message, properties[index])).OfType<MessageContent>().ToList();
            if (taken.Count > 0)
                copies.Add((subscription.Mailbox, taken));
        }

        return copies;
    }

    private static Action Countdown(int left, Action last)
    {
        if (left == 0)
            last();
        return () =>
        {
            if (Interlocked.Decrement(ref left) == 0)
                last();
        };
    }
}
