using Amqp;
using Amqp.Types;
using Router.Broker.Entities;
using Router.Broker.Faults;
using Router.Broker.Protocol;

namespace Router.Broker.Nodes;

/// <summary><c>entity/$management</c>: what can't be said with transfers and dispositions.</summary>
internal sealed class ManagementNode(EntityMailbox mailbox, bool deadLetters, Subscription? subscription, FaultSwitches faults, long maxMessageSize)
{
    private const long LargestPeek = 4 * 1024 * 1024;

    private QueueEngine Engine => mailbox.EngineFor(deadLetters);

    public async Task<Message> HandleAsync(Message request)
    {
        var body = request.Body as Map;
        var operation = Maps.Operation(request);
        return await mailbox.AskAsync(() => Handle(operation, body)) is var (reply, durable) && durable ? await mailbox.WhenDurableAsync(reply) : reply;
    }

    private (Message Reply, bool Durable) Handle(string operation, Map? body) => operation switch
    {
        "peek-message" => (Peek(body), false),
        "renew-lock" => (RenewLock(body), false),
        "update-disposition" => (UpdateDisposition(body), true),
        "schedule-message" => (Schedule(body), true),
        "cancel-scheduled-message" => (ScheduleRequests.Cancel(Engine, body), true),
        "receive-by-sequence-number" => (ReceiveDeferred(body), true),
        "renew-session-lock" => (SessionRequests.Renew(Engine, body), false),
        "get-session-state" => (SessionRequests.GetState(Engine, body), false),
        "set-session-state" => (SessionRequests.SetState(Engine, body), true),
        "get-message-sessions" => (SessionRequests.List(Engine, body), false),
        "add-rule" when subscription is not null => (RuleRequests.Add(subscription.Rules, body, Engine.Advance()), false),
        "remove-rule" when subscription is not null => (RuleRequests.Remove(subscription.Rules, body), false),
        "enumerate-rules" when subscription is not null => (RuleRequests.List(subscription.Rules, body), false),
        _ => (Replies.NotImplemented(), false),
    };

    private Message Peek(Map? body)
    {
        var found = Engine.Peek(Maps.Long(Maps.Value(body, "from-sequence-number")), Math.Clamp(Maps.Int(body, "message-count", 1), 1, 1000), Maps.Text(body, "session-id"));
        if (found.Count == 0)
            return Replies.Done(status: 204);
        var messages = new List();
        var size = 0L;
        foreach (var message in found)
        {
            // A client that wants more asks again from where this ends.
            size += message.Content.Payload.Length;
            if (messages.Count > 0 && size > LargestPeek)
                break;
            messages.Add(new Map { ["message"] = MessageWriter.Write(message).ToArray() });
        }

        return Replies.Done(new Map { ["messages"] = messages });
    }

    private Message RenewLock(Map? body)
    {
        var expirations = new List<DateTime>();
        foreach (var token in Maps.Items(body, "lock-tokens"))
        {
            if (Engine.RenewLock(Maps.Token(token)) is not { } until)
                return LockLost();
            expirations.Add(until.UtcDateTime);
        }

        return Replies.Done(new Map { ["expirations"] = expirations.ToArray() });
    }

    private Message UpdateDisposition(Map? body)
    {
        var status = Maps.Text(body, "disposition-status");
        var properties = Maps.Properties(Maps.Value(body, "properties-to-modify") as Map);
        var (reason, description) = (Maps.Text(body, "deadletter-reason"), Maps.Text(body, "deadletter-description"));
        foreach (var item in Maps.Items(body, "lock-tokens"))
        {
            var token = Maps.Token(item);
            if (faults.Strikes(FaultKind.LoseLock, mailbox.Path))
                Engine.Abandon(token);
            var done = status switch
            {
                "completed" => Engine.Complete(token),
                "abandoned" => Engine.Abandon(token, properties),
                "defered" or "deferred" => Engine.Defer(token, properties),
                "suspended" => Engine.DeadLetter(token, reason, description, properties),
                _ => throw new ArgumentException("Unknown disposition."),
            };
            if (!done)
                return LockLost();
        }

        return Replies.Done();
    }

    private Message Schedule(Map? body) => deadLetters || subscription is not null
        ? Replies.Failed(400, Conditions.NotAllowed, "Nothing is sent to a dead-letter queue or to a subscription.")
        : ScheduleRequests.Schedule(Engine, body, maxMessageSize, Engine.Settings.RequiresSession);

    private Message ReceiveDeferred(Map? body)
    {
        var delete = Maps.Int(body, "receiver-settle-mode", 1) == 0;
        if (Engine.ReceiveDeferred([.. Maps.Items(body, "sequence-numbers").Select(Maps.Long)], Maps.Text(body, "session-id")) is not { } found)
            return Replies.Failed(404, Conditions.MessageNotFound, "Failed to lock one or more specified messages. The message does not exist.");
        var messages = new List();
        foreach (var message in found)
        {
            var item = new Map { ["message"] = MessageWriter.Write(message, showLock: !delete).ToArray() };
            if (delete)
                Engine.Complete(message.LockToken);
            else
                item["lock-token"] = message.LockToken;
            messages.Add(item);
        }

        return Replies.Done(new Map { ["messages"] = messages });
    }

    private static Message LockLost() => Replies.Failed(410, Conditions.MessageLockLost,
        "The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.");
}
