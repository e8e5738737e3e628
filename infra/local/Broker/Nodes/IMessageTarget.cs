using Router.Broker.Entities;

namespace Router.Broker.Nodes;

/// <summary>Where messages can be sent: a queue, or a topic.</summary>
internal interface IMessageTarget
{
    string Path { get; }

    bool RequiresSession { get; }

    void Publish(IReadOnlyList<MessageContent> messages, Action durable);
}

internal sealed class QueueTarget(EntityMailbox mailbox) : IMessageTarget
{
    public string Path => mailbox.Path;

    public bool RequiresSession => mailbox.Engine.Settings.RequiresSession;

    public void Publish(IReadOnlyList<MessageContent> messages, Action durable) => mailbox.Post(() =>
    {
        foreach (var message in messages)
            mailbox.Engine.Enqueue(message);
        mailbox.Journal.WhenDurable(durable);
    });
}
