using Router.Broker.Entities;

namespace Router.Broker.Nodes;

/// <summary>Where messages can be sent: a queue, or a topic.</summary>
internal interface IMessageTarget
{
    string Path { get; }

    bool RequiresSession { get; }

    void Publish(IReadOnlyList<MessageContent> messages, Action durable);

    /// <summary>Takes in what the entity of this path forwards.</summary>
    void Forward(QueuedMessage message, string from, Action durable);
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

    public void Forward(QueuedMessage message, string from, Action durable) => Accept(message, from, durable);

    /// <summary>Without a source the message stays there until the source removes it.</summary>
    public void Accept(QueuedMessage message, string? from, Action durable) => mailbox.Post(() =>
    {
        mailbox.Engine.Accept(message, from);
        mailbox.Journal.WhenDurable(durable);
    });
}
