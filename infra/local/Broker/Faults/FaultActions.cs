using Router.Broker.Nodes;
using Router.Broker.Protocol;

namespace Router.Broker.Faults;

/// <summary>Carries out the faults that happen at once, and arms those that strike later.</summary>
internal sealed class FaultActions(FaultSwitches switches, ClientList clients, IReadOnlyList<AmqpListener> listeners, FrameGate frames)
{
    public void Inject(FaultKind kind, int count, string? entity)
    {
        switch (kind)
        {
            case FaultKind.RefuseConnections:
                foreach (var listener in listeners)
                    listener.Refuse();
                switches.Count(kind);
                break;
            case FaultKind.Hang:
                frames.Shut();
                switches.Count(kind);
                break;
            case FaultKind.DetachForced:
                switches.Count(kind, DetachAll(entity));
                break;
            case FaultKind.DropConnections:
                switches.Count(kind, EndAll(connection => connection.Abort()));
                break;
            case FaultKind.CloseConnections:
                switches.Count(kind, EndAll(connection =>
                    connection.Close(Conditions.Error(Conditions.ConnectionForced, "The connection was closed by the broker."))));
                break;
            case FaultKind.ExpireTokens:
                switches.Count(kind, clients.Accesses.Sum(access => access.ExpireAll()));
                break;
            default:
                switches.Arm(kind, count, entity);
                break;
        }
    }

    /// <summary>Everything works again.</summary>
    public void Clear()
    {
        switches.Disarm();
        frames.Open();
        foreach (var listener in listeners)
            listener.Resume();
    }

    private int DetachAll(string? entity)
    {
        var detached = 0;
        foreach (var link in clients.Connections.SelectMany(connection => connection.Links))
        {
            if (link.Address.StartsWith('$') || (entity is not null && !string.Equals(link.Address, entity, StringComparison.OrdinalIgnoreCase)))
                continue;
            link.Detach(Conditions.Error(Conditions.DetachForced, "The link was detached by the broker."));
            detached++;
        }

        return detached;
    }

    private int EndAll(Action<AmqpConnection> end)
    {
        var ended = 0;
        foreach (var connection in clients.Connections)
        {
            end(connection);
            ended++;
        }

        return ended;
    }
}
