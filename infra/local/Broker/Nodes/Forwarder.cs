using Router.Broker.Entities;

namespace Router.Broker.Nodes;

/// <summary>Takes what becomes ready in one entity to another. The message leaves the first once the second has it for good.</summary>
internal sealed class Forwarder(EntityMailbox mailbox, bool deadLetters, IMessageTarget target) : IConsumer
{
    private const int MostUnderWay = 1000;
    private int underWay;

    public bool Wants => underWay < MostUnderWay;

    public string? SessionId => null;

    public void Deliver(QueuedMessage message)
    {
        var engine = mailbox.EngineFor(deadLetters);
        if (target.RequiresSession && string.IsNullOrEmpty(message.Content.SessionId))
        {
            engine.DeadLetter(message.LockToken, "SessionIdMissing", $"{target.Path} takes messages with a session only.");
            return;
        }

        underWay++;
        target.Forward(message, engine.Settings.Path, () => mailbox.Post(() =>
        {
            underWay--;
            engine.Complete(message.LockToken);
        }));
    }

    public void SessionLost()
    {
    }
}
