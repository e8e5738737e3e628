using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Router.Broker.Entities;
using Router.Broker.Faults;
using Router.Broker.Protocol;
using Router.Broker.Security;

namespace Router.Broker.Nodes;

/// <summary>Answers an attach: builds the endpoint for what the address names, or refuses with the service's own condition.</summary>
internal sealed class LinkBuilder(EntityDirectory directory, TokenRules rules, FaultSwitches faults, long maxMessageSize)
{
    // A request holds messages, each in a map, and its own ids.
    private const int RequestOverhead = 64 * 1024;

    // What is peeked comes many messages at a time, and the official .NET client holds us to what we say here.
    private const ulong LargestReply = 64 * 1024 * 1024;

    public void Attach(AmqpSession session, Attach attach, ClientAccess access)
    {
        var terminus = attach.Role ? (attach.Source as Source)?.Address : (attach.Target as Target)?.Address;
        if (terminus is null || string.Equals(terminus, "$coordinator", StringComparison.OrdinalIgnoreCase))
        {
            Refuse(session, attach, Conditions.NotImplemented, "Only links to an address are supported; there are no transactions here.");
            return;
        }

        Steal(session.Connection, attach);
        var address = EntityPath.Normalize(terminus);
        if (string.Equals(address, EntityPath.Cbs, StringComparison.OrdinalIgnoreCase))
            AttachRequests(session, attach, address, new CbsNode(access, rules).HandleAsync);
        else if (!access.Allows(address, Needed(address, attach)))
            Refuse(session, attach, Conditions.UnauthorizedAccess, $"Unauthorized access. '{Needed(address, attach)}' claim(s) are required to perform this operation.");
        else if (EntityPath.IsManagement(address) && directory.TryFind(EntityPath.WithoutManagement(address), out var managed, out var ofDeadLetters))
            AttachRequests(session, attach, address, new ManagementNode(managed, ofDeadLetters, directory.FindSubscription(managed.Path)?.Subscription, faults, maxMessageSize).HandleAsync);
        else if (EntityPath.IsManagement(address) && directory.FindTarget(EntityPath.WithoutManagement(address)) is { } topic)
            AttachRequests(session, attach, address, new TopicManagementNode(topic, maxMessageSize).HandleAsync);
        else if (!attach.Role && directory.FindTarget(address) is { } target)
            AttachSink(session, attach, address, new QueueSink(target, faults), maxMessageSize);
        else if (attach.Role && directory.TryFind(address, out var mailbox, out var deadLetters))
            AttachSource(session, attach, address, mailbox, deadLetters);
        else
            Refuse(session, attach, Conditions.NotFound, $"The messaging entity '{address}' could not be found.");
    }

    private static AccessRights Needed(string address, Attach attach) =>
        EntityPath.IsManagement(address) ? AccessRights.Send | AccessRights.Listen : attach.Role ? AccessRights.Listen : AccessRights.Send;

    private void AttachRequests(AmqpSession session, Attach attach, string address, Func<Message, Task<Message>> handle)
    {
        if (!attach.Role)
        {
            AttachSink(session, attach, address, new RequestEndpoint(session.Connection, address, handle), maxMessageSize + RequestOverhead);
            return;
        }

        var link = new OutgoingLink(session, attach, settlesOnSend: attach.SndSettleMode == SenderSettleMode.Settled)
        {
            Address = address,
            TargetAddress = (attach.Target as Target)?.Address,
        };
        link.Endpoint = new ReplyEndpoint(link);
        var reply = Reply(attach);
        reply.MaxMessageSize = LargestReply;
        Accept(session, link, reply);
    }

    private void AttachSink(AmqpSession session, Attach attach, string address, IncomingEndpoint endpoint, long limit)
    {
        var link = new IncomingLink(session, attach, endpoint, limit) { Address = address };
        var reply = Reply(attach);
        reply.MaxMessageSize = (ulong)limit;
        Accept(session, link, reply);
        link.GrantCredit();
    }

    private void AttachSource(AmqpSession session, Attach attach, string address, EntityMailbox mailbox, bool deadLetters)
    {
        if (mailbox.EngineFor(deadLetters).Settings.ForwardTo is not null)
        {
            Refuse(session, attach, Conditions.NotAllowed, "Cannot create a message receiver on an entity with auto-forwarding enabled.");
            return;
        }

        var link = new OutgoingLink(session, attach, attach.SndSettleMode == SenderSettleMode.Settled) { Address = address };
        var source = new QueueSource(mailbox, deadLetters, link, faults);
        link.Endpoint = source;
        var asked = SessionFilter.Of(attach);
        if (asked.IsNonExclusive)
        {
            Refuse(session, attach, Conditions.NotImplemented, $"The link '{attach.LinkName}' contains invalid filter type. System only support Jms or Apache selector filter type.");
            return;
        }

        if (!mailbox.EngineFor(deadLetters).Settings.RequiresSession && asked.IsThere)
        {
            Refuse(session, attach, Conditions.NotAllowed, "A sessionful message receiver cannot be created on an entity that does not require sessions. Ensure RequiresSession is set to true when creating a Queue or Subscription to enable sessionful behavior.");
            return;
        }

        if (mailbox.EngineFor(deadLetters).Settings.RequiresSession)
        {
            if (!asked.IsThere)
            {
                Refuse(session, attach, Conditions.NotAllowed, "It is not possible for an entity that requires sessions to create a non-sessionful message receiver.");
                return;
            }

            session.Expect(link);
            new SessionAttach(mailbox, link, source, attach).Begin(
                asked.SessionId,
                reply => Accept(session, link, reply),
                (condition, description) => Refuse(session, attach, condition, description),
                Reply(attach));
            return;
        }

        Accept(session, link, Reply(attach));
        mailbox.Add(source, deadLetters);
    }

    private Attach Reply(Attach attach)
    {
        // Built anew: a peer's maps may hold keys that the library reads but can't write.
        var reply = new Attach
        {
            LinkName = attach.LinkName,
            Handle = attach.Handle,
            Role = !attach.Role,
            SndSettleMode = attach.SndSettleMode,
            RcvSettleMode = attach.RcvSettleMode,
            Source = new Source { Address = (attach.Source as Source)?.Address },
            Target = new Target { Address = (attach.Target as Target)?.Address },
            MaxMessageSize = (ulong)maxMessageSize,
        };
        if (attach.Role)
            reply.InitialDeliveryCount = 0;
        return reply;
    }

    private static bool Accept(AmqpSession session, AmqpLink link, Attach reply)
    {
        lock (session.Connection.Gate)
        {
            if (!session.TryAdd(link))
                return false;
            session.Write(reply);
            return true;
        }
    }

    private static void Refuse(AmqpSession session, Attach attach, string condition, string description)
    {
        lock (session.Connection.Gate)
        {
            session.Refused(attach.Handle);
            session.Write(LinkReplies.Refusal(attach.LinkName, attach.Handle, isReceiver: attach.Role));
            session.Write(new Detach { Handle = attach.Handle, Closed = true, Error = Conditions.Error(condition, description) });
        }
    }

    /// <summary>A second attach under the same name takes the link over.</summary>
    private static void Steal(AmqpConnection connection, Attach attach)
    {
        foreach (var link in connection.Links.Where(link => link.Name == attach.LinkName && link is OutgoingLink == attach.Role))
            link.Detach(Conditions.Error(Conditions.LinkStolen, new Symbol("Another link of this name has been attached.")));
    }
}
