using Router.Broker.Entities;

namespace Router.Broker.Nodes;

/// <summary>Where messages can be sent: a queue, or a topic.</summary>
internal interface IMessageTarget
{
    string Path { get; }

    bool RequiresSession { get; }

    /// <summary>Where what is scheduled waits until it is due.</summary>
    EntityMailbox Scheduled { get; }

    void Publish(IReadOnlyList<MessageContent> messages, Action durable);

    /// <summary>Takes in what the entity of this path forwards.</summary>
    void Forward(QueuedMessage message, string from, Action durable);
}
