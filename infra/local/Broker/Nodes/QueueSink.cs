using Amqp.Framing;
using Router.Broker.Entities;
using Router.Broker.Faults;
using Router.Broker.Protocol;

namespace Router.Broker.Nodes;

/// <summary>Takes a sender's messages into an entity and acknowledges them once they are durable.</summary>
internal sealed class QueueSink(IMessageTarget target, FaultSwitches faults) : IncomingEndpoint
{
    public override void OnDelivery(IncomingDelivery delivery)
    {
        if (faults.Strikes(FaultKind.ServerBusy, target.Path))
        {
            delivery.Complete(Conditions.Rejected(Conditions.ServerBusy, "The server is busy. Please wait 10 seconds and try again."));
            return;
        }

        IReadOnlyList<MessageContent> messages;
        try
        {
            messages = MessageReader.Read(delivery.Format, delivery.Bytes);
        }
        catch (ProtocolException exception)
        {
            delivery.Complete(Conditions.Rejected(exception.Condition, exception.Message));
            return;
        }

        if (target.RequiresSession && messages.Any(message => string.IsNullOrEmpty(message.SessionId)))
        {
            delivery.Complete(Conditions.Rejected(Conditions.NotAllowed, "The SessionId was not set on a message, and it cannot be sent to the entity."));
            return;
        }

        target.Publish(messages, () => Acknowledge(delivery));
    }

    private void Acknowledge(IncomingDelivery delivery)
    {
        if (!faults.Strikes(FaultKind.LostAck, target.Path))
            delivery.Complete(new Accepted());
    }
}
