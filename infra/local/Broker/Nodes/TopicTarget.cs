using Router.Broker.Entities;
using Router.Broker.Protocol;

namespace Router.Broker.Nodes;

/// <summary>Copies what is sent to a topic into each subscription that takes it; the sender hears once all copies are durable.</summary>
internal sealed class TopicTarget(string path, IReadOnlyList<(SubscriptionSettings Settings, EntityMailbox Mailbox)> subscriptions) : IMessageTarget
{
    public string Path { get; } = path;

    // A message without session is refused only where a subscription would need one.
    public bool RequiresSession { get; } = subscriptions.Any(subscription => subscription.Settings.Queue.RequiresSession);

    public void Publish(IReadOnlyList<MessageContent> messages, Action durable)
    {
        var filterable = messages.Select(FilterableMessage.Read).ToArray();
        var copies = subscriptions
            .Select(subscription => (subscription.Mailbox, Messages: messages.Where((_, index) => subscription.Settings.Takes(filterable[index])).ToArray()))
            .Where(copy => copy.Messages.Length > 0).ToArray();
        if (copies.Length == 0)
        {
            durable();
            return;
        }

        var all = Countdown(copies.Length, durable);
        foreach (var (mailbox, taken) in copies)
            new QueueTarget(mailbox).Publish(taken, all);
    }

    // Several copies can't be moved in one record of the log, so the source removes its message once all are durable.
    public void Forward(QueuedMessage message, string from, Action durable)
    {
        var filterable = FilterableMessage.Read(message.Content);
        var takers = subscriptions.Where(subscription => subscription.Settings.Takes(filterable)).ToArray();
        if (takers.Length == 0)
            durable();
        var all = Countdown(takers.Length, durable);
        foreach (var (_, mailbox) in takers)
            new QueueTarget(mailbox).Accept(message, null, all);
    }

    private static Action Countdown(int left, Action last) => () =>
    {
        if (Interlocked.Decrement(ref left) == 0)
            last();
    };
}
