using Amqp.Framing;

namespace Router.Broker.Protocol;

/// <summary>How an attach is answered that comes to nothing.</summary>
internal static class LinkReplies
{
    /// <summary>AMQP answers each attach with one; an empty terminus says that a detach follows.</summary>
    public static Attach Refusal(string name, uint handle, bool isReceiver)
    {
        var reply = new Attach { LinkName = name, Handle = handle, Role = !isReceiver, Source = null, Target = null };
        if (isReceiver)
            reply.InitialDeliveryCount = 0;
        return reply;
    }
}
