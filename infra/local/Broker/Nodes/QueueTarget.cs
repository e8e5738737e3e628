using Router.Broker.Entities;

namespace Router.Broker.Nodes;

internal sealed class QueueTarget(EntityMailbox mailbox) : IMessageTarget
{
    public string Path => mailbox.Path;

    public bool RequiresSession => mailbox.Engine.Settings.RequiresSession;

    public EntityMailbox Scheduled => mailbox;

    public void Publish(IReadOnlyList<MessageContent> messages, Action durable) => mailbox.Post(() =>
    {
        foreach (var message in messages)
            mailbox.Engine.Enqueue(message);
        mailbox.Journal.WhenDurable(durable);
    });

    public void Forward(QueuedMessage message, string from, Action durable) => Accept(message, message.Content, from, durable);

    /// <summary>Without a source the message stays there until the source removes it.</summary>
    public void Accept(QueuedMessage message, MessageContent content, string? from, Action durable) => mailbox.Post(() =>
    {
        mailbox.Engine.Accept(message, content, from);
        mailbox.Journal.WhenDurable(durable);
    });
}
