namespace Router.Broker.Entities;

/// <summary>A receiver as an entity sees it. All members are called on the entity's mailbox.</summary>
internal interface IConsumer
{
    /// <summary>True while another message can be taken: credit is left and the connection keeps up.</summary>
    bool Wants { get; }

    string? SessionId { get; }

    void Deliver(QueuedMessage message);

    void SessionLost();
}
