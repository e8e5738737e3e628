using Amqp;
using Amqp.Types;
using Router.Broker.Entities;
using Router.Broker.Protocol;

namespace Router.Broker.Nodes;

/// <summary>The management operations on sessions.</summary>
internal static class SessionRequests
{
    public static Message Renew(QueueEngine engine, Map? body) =>
        Maps.Text(body, "session-id") is { } session && engine.RenewSession(session) is { } until
            ? Replies.Done(new Map { ["expiration"] = until.UtcDateTime })
            : LockLost();

    public static Message GetState(QueueEngine engine, Map? body)
    {
        if (!IsHeld(engine, body))
            return LockLost();
        var state = engine.Sessions.State(Maps.Text(body, "session-id") ?? "");
        return Replies.Done(new Map { ["session-state"] = state?.ToArray() });
    }

    public static Message SetState(QueueEngine engine, Map? body)
    {
        if (!IsHeld(engine, body))
            return LockLost();
        // A bare null would become empty memory, and so a state.
        var state = Maps.Value(body, "session-state") as byte[];
        engine.SetSessionState(Maps.Text(body, "session-id") ?? "", state is null ? (ReadOnlyMemory<byte>?)null : new ReadOnlyMemory<byte>(state));
        return Replies.Done();
    }

    public static Message List(QueueEngine engine, Map? body)
    {
        // The largest time there is means: whatever it holds.
        var since = Maps.Value(body, "last-updated-time") is DateTime time && time.ToUniversalTime() < DateTime.MaxValue.AddDays(-2) ? new DateTimeOffset(time.ToUniversalTime()) : (DateTimeOffset?)null;
        var sessions = engine.SessionsSince(since).Order(StringComparer.Ordinal)
            .Skip(Maps.Int(body, "skip", 0)).Take(Math.Clamp(Maps.Int(body, "top", 100), 1, 100)).ToArray();
        return sessions.Length == 0
            ? Replies.Done(status: 204)
            : Replies.Done(new Map { ["skip"] = Maps.Int(body, "skip", 0) + sessions.Length, ["sessions-ids"] = sessions });
    }

    private static bool IsHeld(QueueEngine engine, Map? body) => !engine.Sessions.IsFree(Maps.Text(body, "session-id") ?? "", engine.Advance());

    private static Message LockLost() => Replies.Failed(410, Conditions.SessionLockLost, "The session lock has expired on the session.");
}
