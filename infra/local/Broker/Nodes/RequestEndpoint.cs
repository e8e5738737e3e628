using Amqp;
using Amqp.Framing;
using Router.Broker.Entities;
using Router.Broker.Protocol;

namespace Router.Broker.Nodes;

/// <summary>
/// Requests to one node of one connection. A reply goes to the link whose target the request names in <c>reply-to</c>; clients that
/// give no target use the link's name, or have only one link there.
/// </summary>
internal sealed class RequestEndpoint(AmqpConnection connection, string address, Func<Message, Task<Message>> handle) : IncomingEndpoint
{
    public override void OnDelivery(IncomingDelivery delivery) => _ = AnswerAsync(delivery);

    /// <summary>Clients look for a reply and not at the outcome, so one is sent: the request's ids stand at its beginning.</summary>
    public override void OnTooLarge(IncomingDelivery delivery, long limit)
    {
        base.OnTooLarge(delivery, limit);
        try
        {
            Reply(MessageSections.Read(delivery.Bytes, withProperties: true).Properties, Replies.TooLarge(limit));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Hostile bytes: there is nobody to answer.
        }
    }

    private async Task AnswerAsync(IncomingDelivery delivery)
    {
        Message request;
        try
        {
            request = Message.Decode(MessageSections.BufferOver(delivery.Bytes));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The decoder answers hostile bytes with whatever exception its switch or cast happens to throw.
            delivery.Complete(Conditions.Rejected(Conditions.DecodeError, "The request can't be decoded."));
            return;
        }

        delivery.Complete(new Accepted());
        Message reply;
        try
        {
            reply = await handle(request);
        }
        catch (EntityGoneException gone)
        {
            reply = Replies.Failed(404, Conditions.NotFound, gone.Message);
        }
        catch (Exception exception) when (exception is InvalidCastException or ArgumentException or FormatException or ProtocolException)
        {
            reply = Replies.Failed(400, Conditions.ArgumentError, "The request's arguments can't be read.");
        }

        Reply(request.Properties, reply);
    }

    private void Reply(Properties? asked, Message reply)
    {
        reply.Properties = new Properties();
        if ((asked?.GetMessageId() ?? asked?.GetCorrelationId()) is { } id)
            reply.Properties.SetCorrelationId(id);
        FindReplyLink(asked?.ReplyTo)?.Send(reply);
    }

    private ReplyEndpoint? FindReplyLink(string? replyTo)
    {
        var candidates = connection.Links.OfType<OutgoingLink>()
            .Where(link => string.Equals(link.Address, address, StringComparison.OrdinalIgnoreCase)).ToArray();
        var link = candidates.FirstOrDefault(link => replyTo is not null && link.TargetAddress == replyTo)
            ?? candidates.FirstOrDefault(link => replyTo is not null && link.Name == replyTo)
            ?? candidates.LastOrDefault();
        return link?.Endpoint as ReplyEndpoint;
    }
}

/// <summary>Replies wait here for the client's credit.</summary>
internal sealed class ReplyEndpoint(OutgoingLink link) : OutgoingEndpoint
{
    private const int Longest = 1000;
    private readonly Queue<byte[]> waiting = new();
    private int tag;

    public void Send(Message reply)
    {
        var buffer = reply.Encode();
        lock (waiting)
        {
            if (waiting.Count < Longest)
                waiting.Enqueue(buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray());
        }

        SendWaiting();
    }

    public override void OnCredit(bool drain)
    {
        SendWaiting();
        if (drain)
            link.Drained();
    }

    public override void OnRelief() => SendWaiting();

    public override void OnDisposition(OutgoingDelivery delivery, DeliveryState? state, bool settled)
    {
        if (!settled)
            link.Settle(delivery, new Accepted());
    }

    private void SendWaiting()
    {
        lock (waiting)
        {
            while (link.CanSend && waiting.TryDequeue(out var reply))
                link.Send(new Guid(++tag, 0, 0, new byte[8]), reply);
        }
    }
}
