using Amqp.Framing;

namespace Router.Broker.Protocol;

/// <summary>A link on which we send. Credit is what the peer's last flow says, never a running sum of differences.</summary>
internal sealed class OutgoingLink(AmqpSession session, Attach attach, bool settlesOnSend) : AmqpLink(session, attach)
{
    private uint deliveryCount;
    private uint credit;

    public OutgoingEndpoint? Endpoint { get; set; }

    /// <summary>Where the peer wants replies to arrive, which tells this link from its siblings at the same node.</summary>
    public string? TargetAddress { get; init; }

    public bool CanSend => !IsClosed && Volatile.Read(ref credit) > 0 && !Connection.IsCongested && !Session.IsCongested;

    public bool SettlesOnSend { get; } = settlesOnSend;

    /// <summary>Sends regardless of who looks; the caller has asked <see cref="CanSend"/>.</summary>
    public bool Send(Guid lockToken, ReadOnlySpan<byte> message)
    {
        lock (Connection.Gate)
        {
            if (IsClosed)
                return false;
            Touch();
            deliveryCount++;
            if (credit > 0)
                credit--;
            Session.Send(this, lockToken, message);
            return true;
        }
    }

    public void Settle(OutgoingDelivery delivery, DeliveryState state)
    {
        lock (Connection.Gate)
        {
            if (!IsClosed)
                Session.Write(new Dispose { Role = false, First = delivery.DeliveryId, Settled = true, State = state });
        }
    }

    /// <summary>Uses up the credit that is left and tells the peer so.</summary>
    public void Drained()
    {
        lock (Connection.Gate)
        {
            if (IsClosed)
                return;
            deliveryCount += credit;
            credit = 0;
            Session.WriteFlow(new Flow { Handle = Handle, DeliveryCount = deliveryCount, LinkCredit = 0, Drain = true });
        }
    }

    public override void OnFlow(Flow flow)
    {
        lock (Connection.Gate)
        {
            Touch();
            var limit = flow.DeliveryCount + flow.LinkCredit;
            var left = unchecked((int)(limit - deliveryCount));
            credit = left > 0 ? (uint)left : 0;
            if (flow.Echo && !flow.Drain)
                Session.WriteFlow(new Flow { Handle = Handle, DeliveryCount = deliveryCount, LinkCredit = credit });
        }

        Endpoint?.OnCredit(flow.Drain);
    }

    protected override void OnClosed() => Endpoint?.OnClosed();
}
