using Amqp.Framing;

namespace Router.Broker.Protocol;

/// <summary>A message from the peer, to be completed once with its outcome.</summary>
internal sealed record IncomingDelivery(IncomingLink Link, uint DeliveryId, bool Settled, uint Format, ReadOnlyMemory<byte> Bytes)
{
    public void Complete(DeliveryState state) => Link.Complete(this, state);
}

/// <summary>A link on which the peer sends. Credit comes back as deliveries are completed, which bounds what is under way.</summary>
internal sealed class IncomingLink(AmqpSession session, Attach attach, IncomingEndpoint endpoint, long maxMessageSize) : AmqpLink(session, attach)
{
    private const uint Credit = 1000;
    private MemoryStream? assembling;
    private Transfer? first;
    private bool tooLarge;
    private uint deliveryCount = attach.InitialDeliveryCount;
    private uint completed;

    public void GrantCredit()
    {
        lock (Connection.Gate)
            Session.WriteFlow(new Flow { Handle = Handle, DeliveryCount = deliveryCount, LinkCredit = Credit - Outstanding });
    }

    /// <summary>Messages received whole and not yet answered.</summary>
    public uint Outstanding { get; private set; }

    public void OnTransfer(Transfer transfer, ReadOnlyMemory<byte> payload)
    {
        Touch();
        if (first is null)
        {
            if (Outstanding >= Credit)
            {
                // Whoever ignores credit would make the broker hold as much as they like.
                Detach(Conditions.Error(Conditions.TransferLimitExceeded, "More was sent than credit was granted for."));
                return;
            }

            first = transfer;
            tooLarge = false;
            // Answers are counted on other threads: one count lost, and the link would be short of credit, or detached for using too much.
            lock (Connection.Gate)
            {
                deliveryCount++;
                Outstanding++;
            }
        }

        if (transfer.Aborted)
        {
            Reset();
            Answered();
            return;
        }

        if (transfer.More || assembling is not null)
            payload = Assemble(payload);
        else
            tooLarge = payload.Length > maxMessageSize;
        if (transfer.More)
            return;
        var delivery = new IncomingDelivery(this, first.DeliveryId, first.Settled || transfer.Settled, first.MessageFormat, payload);
        var refused = tooLarge;
        Reset();
        if (refused)
            endpoint.OnTooLarge(delivery, maxMessageSize);
        else
            endpoint.OnDelivery(delivery);
    }

    public void Complete(IncomingDelivery delivery, DeliveryState state)
    {
        lock (Connection.Gate)
        {
            if (IsClosed)
                return;
            if (!delivery.Settled)
                Session.Write(new Dispose { Role = true, First = delivery.DeliveryId, Settled = true, State = state });
            Answered();
        }
    }

    public override void OnFlow(Flow flow)
    {
        if (flow.Echo)
            GrantCredit();
    }

    protected override void OnClosed() => endpoint.OnClosed();

    private void Answered()
    {
        lock (Connection.Gate)
        {
            Outstanding--;
            if (++completed < Credit / 4)
                return;
            completed = 0;
            GrantCredit();
        }
    }

    private ReadOnlyMemory<byte> Assemble(ReadOnlyMemory<byte> payload)
    {
        assembling ??= new MemoryStream();
        tooLarge |= assembling.Length + payload.Length > maxMessageSize;
        // Of what is too large the beginning is kept: it says whom to answer.
        if (!tooLarge || assembling.Length == 0)
            assembling.Write(payload.Span);
        return assembling.GetBuffer().AsMemory(0, (int)assembling.Length);
    }

    private void Reset()
    {
        first = null;
        assembling = null;
    }
}
