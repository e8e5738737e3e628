using Amqp.Framing;
using Amqp.Types;
using Router.Broker.Entities;
using Router.Broker.Protocol;

namespace Router.Broker.Nodes;

/// <summary>A receiver on a queue with sessions is attached once it holds its session, and refused when the wait is too long.</summary>
internal sealed class SessionAttach(EntityMailbox mailbox, OutgoingLink link, QueueSource source, Attach attach)
{
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(60);
    private ITimer? timer;

    /// <summary>The attach is accepted in vain, and says so, when the receiver has gone in the meantime.</summary>
    public void Begin(string? wanted, Func<Attach, bool> accept, Action<string, string> refuse, Attach reply)
    {
        if (wanted is null)
            WaitForAny(accept, refuse, reply);
        else
            mailbox.Post(() => TakeNamed(wanted, accept, refuse, reply));
    }

    private void TakeNamed(string session, Func<Attach, bool> accept, Action<string, string> refuse, Attach reply)
    {
        if (link.IsClosed)
            return;
        var now = mailbox.Engine.Advance();
        if (mailbox.Engine.Sessions.IsFree(session, now))
            Attach(session, mailbox.Engine.Sessions.Hold(session, source, now), accept, reply);
        else
            refuse(Conditions.SessionCannotBeLocked, $"The requested session '{session}' cannot be accepted. It may be locked by another receiver.");
    }

    private void WaitForAny(Func<Attach, bool> accept, Action<string, string> refuse, Attach reply)
    {
        var waiter = new SessionWaiter(source, (session, until) =>
        {
            timer?.Dispose();
            return Attach(session, until, accept, reply);
        });
        timer = TimeProvider.System.CreateTimer(_ => mailbox.Post(() =>
        {
            if (waiter.IsOver || link.IsClosed)
                return;
            waiter.IsOver = true;
            refuse(Conditions.Timeout, "The operation did not complete within the allotted time: no session was free.");
        }), null, Wait(), Timeout.InfiniteTimeSpan);
        mailbox.WaitForSession(waiter);
    }

    private bool Attach(string session, DateTimeOffset until, Func<Attach, bool> accept, Attach reply)
    {
        source.SessionId = session;
        reply.Source = new Source
        {
            Address = ((Source)attach.Source).Address,
            FilterSet = new Map { [new Symbol(SessionFilter.Name)] = session },
        };
        reply.Properties = new Fields { [new Symbol("com.microsoft:locked-until-utc")] = until.UtcTicks };
        // Before the attach is answered, so that a detach that follows finds it there.
        mailbox.Add(source, deadLetters: false);
        if (accept(reply))
            return true;
        mailbox.Remove(source, deadLetters: false);
        return false;
    }

    private TimeSpan Wait()
    {
        var milliseconds = Maps.Int(attach.Properties, "com.microsoft:timeout", (int)DefaultWait.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 1, 600_000));
    }
}
