using Amqp.Framing;
using Amqp.Types;

namespace Router.Broker.Protocol;

/// <summary>Windows, delivery ids and links of one session. Writes happen under the connection's gate.</summary>
internal sealed class AmqpSession(AmqpConnection connection, ushort channel, Begin begin)
{
    /// <summary>As the service has it, for the sessions of a connection and for the links of a session.</summary>
    public const ushort MaxHandles = 4999;
    private const uint Window = 5000;
    private readonly Dictionary<uint, AmqpLink> links = [];
    private readonly Dictionary<uint, AmqpLink> expected = [];
    private readonly Dictionary<uint, OutgoingDelivery> unsettled = [];
    private readonly Queue<(OutgoingLink Link, uint DeliveryId, byte[] Tag, byte[] Message)> blocked = new();
    private long blockedBytes;
    private uint nextIncomingId = begin.NextOutgoingId;
    private uint incomingWindow = Window;
    private uint nextOutgoingId;
    private uint remoteWindow = begin.IncomingWindow;
    private uint nextDeliveryId;

    public AmqpConnection Connection { get; } = connection;

    public IEnumerable<AmqpLink> Links => links.Values;

    /// <summary>The peer's window is shut and enough waits behind it.</summary>
    public bool IsCongested => Volatile.Read(ref blockedBytes) > FrameWriter.Congestion;

    public void Open()
    {
        lock (Connection.Gate)
        {
            Write(new Begin
            {
                RemoteChannel = channel,
                NextOutgoingId = nextOutgoingId,
                IncomingWindow = incomingWindow,
                OutgoingWindow = Window,
                HandleMax = MaxHandles,
            });
        }
    }

    public AmqpLink? Link(uint handle)
    {
        lock (Connection.Gate)
            return links.GetValueOrDefault(handle);
    }

    /// <summary>The peer may give credit before its attach is answered.</summary>
    public void Expect(AmqpLink link)
    {
        lock (Connection.Gate)
            expected[link.Handle] = link;
    }

    public void Refused(uint handle)
    {
        lock (Connection.Gate)
            expected.Remove(handle);
    }

    /// <summary>False when the peer has withdrawn before its attach was answered.</summary>
    public bool TryAdd(AmqpLink link)
    {
        lock (Connection.Gate)
        {
            expected.Remove(link.Handle);
            if (link.IsClosed)
                return false;
            links[link.Handle] = link;
            Connection.NoteLink();
            return true;
        }
    }

    /// <summary>The peer detaches a link whose attach was not answered yet. True when there was one.</summary>
    public bool Withdraw(uint handle)
    {
        AmqpLink? link;
        lock (Connection.Gate)
        {
            if (!expected.Remove(handle, out link))
                return false;
            Write(LinkReplies.Refusal(link.Name, handle, isReceiver: link is OutgoingLink));
            Write(new Detach { Handle = handle, Closed = true });
        }

        link.Close();
        return true;
    }

    // Under one lock: between two looks the link could go from one to the other.
    private AmqpLink? LinkOrExpected(uint handle)
    {
        lock (Connection.Gate)
            return links.GetValueOrDefault(handle) ?? expected.GetValueOrDefault(handle);
    }

    public void Forget(AmqpLink link)
    {
        lock (Connection.Gate)
        {
            if (links.TryGetValue(link.Handle, out var current) && ReferenceEquals(current, link))
            {
                links.Remove(link.Handle);
                Connection.NoteLink();
            }

            foreach (var delivery in unsettled.Values.Where(delivery => ReferenceEquals(delivery.Link, link)).ToArray())
                unsettled.Remove(delivery.DeliveryId);
        }
    }

    public void Write(DescribedList command) => Connection.Write(channel, command);

    public void WriteFlow(Flow flow)
    {
        flow.NextIncomingId = nextIncomingId;
        flow.IncomingWindow = incomingWindow;
        flow.NextOutgoingId = nextOutgoingId;
        flow.OutgoingWindow = Window;
        Write(flow);
    }

    /// <summary>Under the gate: gives the message its number and sends it as far as the peer's window lets.</summary>
    public void Send(OutgoingLink link, Guid lockToken, ReadOnlySpan<byte> message)
    {
        var deliveryId = nextDeliveryId++;
        if (!link.SettlesOnSend)
            unsettled[deliveryId] = new OutgoingDelivery(deliveryId, link, lockToken);
        var tag = lockToken.ToByteArray();
        if (blocked.Count > 0 || remoteWindow < FramesFor(message.Length))
        {
            blocked.Enqueue((link, deliveryId, tag, message.ToArray()));
            blockedBytes += message.Length;
        }
        else
            Transmit(link, deliveryId, tag, message);
    }

    public void OnFlow(Flow flow)
    {
        bool relieved;
        lock (Connection.Gate)
        {
            relieved = IsCongested;
            remoteWindow = flow.NextIncomingId + flow.IncomingWindow - nextOutgoingId;
            while (blocked.TryPeek(out var next) && remoteWindow >= FramesFor(next.Message.Length))
            {
                blocked.Dequeue();
                blockedBytes -= next.Message.Length;
                if (!next.Link.IsClosed)
                    Transmit(next.Link, next.DeliveryId, next.Tag, next.Message);
            }

            if (!flow.HasHandle && flow.Echo)
                WriteFlow(new Flow());
            relieved &= !IsCongested;
        }

        if (relieved)
            Connection.Relieve();

        if (flow.HasHandle)
            LinkOrExpected(flow.Handle)?.OnFlow(flow);
    }

    public void OnTransfer(Transfer transfer, ReadOnlyMemory<byte> payload)
    {
        lock (Connection.Gate)
        {
            nextIncomingId++;
            if (--incomingWindow < Window / 2)
            {
                incomingWindow = Window;
                WriteFlow(new Flow());
            }
        }

        // A link that we have just detached may still have transfers under way.
        if (Link(transfer.Handle) is IncomingLink link)
            link.OnTransfer(transfer, payload);
    }

    public void OnDisposition(Dispose disposition)
    {
        if (!disposition.Role)
            return;
        foreach (var delivery in TakeSettled(disposition))
        {
            delivery.Link.Touch();
            delivery.Link.Endpoint?.OnDisposition(delivery, disposition.State, disposition.Settled);
        }
    }

    public void Close()
    {
        AmqpLink[] open;
        lock (Connection.Gate)
            open = [.. links.Values, .. expected.Values];
        foreach (var link in open)
            link.Close();
    }

    private List<OutgoingDelivery> TakeSettled(Dispose disposition)
    {
        var found = new List<OutgoingDelivery>();
        lock (Connection.Gate)
        {
            var span = disposition.Last - disposition.First;
            if (span >= (uint)unsettled.Count && span > 0)
                found.AddRange(unsettled.Values.Where(delivery => delivery.DeliveryId - disposition.First <= span).OrderBy(delivery => delivery.DeliveryId));
            else
                for (uint i = 0; i <= span; i++)
                    if (unsettled.TryGetValue(disposition.First + i, out var delivery))
                        found.Add(delivery);
            foreach (var delivery in found)
                unsettled.Remove(delivery.DeliveryId);
        }

        return found;
    }

    private uint FramesFor(int length) => (uint)(length / Connection.PayloadPerFrame) + 1;

    private void Transmit(OutgoingLink link, uint deliveryId, byte[] tag, ReadOnlySpan<byte> message)
    {
        var transfer = new Transfer { Handle = link.Handle, DeliveryId = deliveryId, DeliveryTag = tag, MessageFormat = 0, Settled = link.SettlesOnSend };
        do
        {
            var part = message[..Math.Min(message.Length, Connection.PayloadPerFrame)];
            message = message[part.Length..];
            transfer.More = message.Length > 0;
            Connection.Write(channel, transfer, part);
            nextOutgoingId++;
            remoteWindow--;
            transfer = new Transfer { Handle = link.Handle };
        }
        while (message.Length > 0);
    }
}
