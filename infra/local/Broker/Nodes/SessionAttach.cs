using Amqp.Framing;
using Amqp.Types;
using Router.Broker.Entities;
using Router.Broker.Protocol;

namespace Router.Broker.Nodes;

/// <summary>A receiver on a queue with sessions is attached once it holds its session, and refused when the wait is too long.</summary>
internal sealed class SessionAttach(EntityMailbox mailbox, OutgoingLink link, QueueSource source, Attach attach)
{
    private const string Filter = "com.microsoft:session-filter";
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(60);
    private ITimer? timer;

    public void Begin(Action<Attach> accept, Action<string, string> refuse, Attach reply)
    {
        if (!TryReadFilter(out var wanted))
        {
            refuse(Conditions.NotAllowed, "It is not possible for an entity that requires sessions to create a non-sessionful message receiver.");
            return;
        }

        if (wanted is null)
            WaitForAny(accept, refuse, reply);
        else
            mailbox.Post(() => TakeNamed(wanted, accept, refuse, reply));
    }

    private void TakeNamed(string session, Action<Attach> accept, Action<string, string> refuse, Attach reply)
    {
        var now = mailbox.Engine.Advance();
        if (mailbox.Engine.Sessions.IsFree(session, now))
            Attach(session, mailbox.Engine.Sessions.Hold(session, source, now), accept, reply);
        else
            refuse(Conditions.SessionCannotBeLocked, $"The requested session '{session}' cannot be accepted. It may be locked by another receiver.");
    }

    private void WaitForAny(Action<Attach> accept, Action<string, string> refuse, Attach reply)
    {
        var waiter = new SessionWaiter(source, (session, until) =>
        {
            timer?.Dispose();
            if (link.IsClosed)
                return false;
            Attach(session, until, accept, reply);
            return true;
        });
        timer = TimeProvider.System.CreateTimer(_ => mailbox.Post(() =>
        {
            if (waiter.IsOver)
                return;
            waiter.IsOver = true;
            refuse(Conditions.Timeout, "The operation did not complete within the allotted time: no session was free.");
        }), null, Wait(), Timeout.InfiniteTimeSpan);
        mailbox.WaitForSession(waiter);
    }

    private void Attach(string session, DateTimeOffset until, Action<Attach> accept, Attach reply)
    {
        source.SessionId = session;
        reply.Source = new Source
        {
            Address = ((Source)attach.Source).Address,
            FilterSet = new Map { [new Symbol(Filter)] = session },
        };
        reply.Properties = new Fields { [new Symbol("com.microsoft:locked-until-utc")] = until.UtcTicks };
        accept(reply);
        mailbox.Add(source, deadLetters: false);
    }

    private TimeSpan Wait()
    {
        var milliseconds = Maps.Int(attach.Properties, "com.microsoft:timeout", (int)DefaultWait.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 1, 600_000));
    }

    private bool TryReadFilter(out string? wanted)
    {
        wanted = null;
        foreach (var (key, value) in (IEnumerable<KeyValuePair<object, object>>?)(attach.Source as Source)?.FilterSet ?? [])
        {
            if (key.ToString() != Filter)
                continue;
            wanted = value is DescribedValue described ? described.Value?.ToString() : value?.ToString();
            return true;
        }

        return false;
    }
}
