using Amqp.Framing;

namespace Router.Broker.Protocol;

/// <summary>What a link that receives from the peer feeds.</summary>
internal abstract class IncomingEndpoint
{
    public abstract void OnDelivery(IncomingDelivery delivery);

    /// <summary>The delivery holds only the beginning of what was sent.</summary>
    public virtual void OnTooLarge(IncomingDelivery delivery, long limit) =>
        delivery.Complete(Conditions.Rejected(Conditions.MessageSizeExceeded, $"The message is larger than the {limit} bytes that this entity takes."));

    public virtual void OnClosed()
    {
    }
}

/// <summary>What a link that sends to the peer is fed by. Calls come from the connection's read loop.</summary>
internal abstract class OutgoingEndpoint
{
    public virtual void OnCredit(bool drain)
    {
    }

    public virtual void OnDisposition(OutgoingDelivery delivery, DeliveryState? state, bool settled)
    {
    }

    /// <summary>The connection can take more again.</summary>
    public virtual void OnRelief()
    {
    }

    public virtual void OnClosed()
    {
    }
}

/// <summary>A message on its way to the peer, until the peer settles it.</summary>
internal sealed record OutgoingDelivery(uint DeliveryId, OutgoingLink Link, Guid LockToken);
