using Amqp.Framing;

namespace Router.Broker.Protocol;

/// <summary>One end of a link. Its state changes only under the connection's gate.</summary>
internal abstract class AmqpLink(AmqpSession session, Attach attach)
{
    public AmqpSession Session { get; } = session;

    public string Name { get; } = attach.LinkName;

    /// <summary>Handles are scoped to a direction, so the peer's number serves for ours too.</summary>
    public uint Handle { get; } = attach.Handle;

    public string Address { get; init; } = "";

    public bool IsClosed { get; private set; }

    /// <summary>When the link last carried a transfer, an outcome or credit, by the broker's clock.</summary>
    public DateTimeOffset LastTraffic { get; private set; } = session.Connection.Clock.GetUtcNow();

    protected AmqpConnection Connection => Session.Connection;

    public void Touch() => LastTraffic = Connection.Clock.GetUtcNow();

    /// <summary>Ends the link from our side; the peer's answer is then ignored.</summary>
    public void Detach(Error? error)
    {
        lock (Connection.Gate)
        {
            if (IsClosed)
                return;
            Session.Write(error is null ? new Detach { Handle = Handle, Closed = true } : new Detach { Handle = Handle, Closed = true, Error = error });
            Session.Forget(this);
        }

        Close();
    }

    /// <summary>The link is over, whoever ended it.</summary>
    public void Close()
    {
        lock (Connection.Gate)
        {
            if (IsClosed)
                return;
            IsClosed = true;
        }

        OnClosed();
    }

    public abstract void OnFlow(Flow flow);

    protected abstract void OnClosed();
}
