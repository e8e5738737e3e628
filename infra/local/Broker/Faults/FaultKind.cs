namespace Router.Broker.Faults;

/// <summary>Ways in which the broker can fail on demand.</summary>
internal enum FaultKind
{
    /// <summary>The port is closed: clients get "connection refused".</summary>
    RefuseConnections,

    /// <summary>A black hole: connections stand, nothing is read and nothing is written.</summary>
    Hang,

    /// <summary>Sends are rejected with <c>com.microsoft:server-busy</c>.</summary>
    ServerBusy,

    /// <summary>A send is stored, but its acknowledgement never leaves.</summary>
    LostAck,

    /// <summary>A settlement is neither carried out nor answered.</summary>
    LostDisposition,

    /// <summary>The lock is lost just before the message is settled: the settlement fails, the message comes again.</summary>
    LoseLock,

    /// <summary>All links, or those of one entity, are detached with <c>amqp:link:detach-forced</c>.</summary>
    DetachForced,

    /// <summary>All connections are cut without a word.</summary>
    DropConnections,

    /// <summary>All connections are closed with <c>amqp:connection:forced</c>.</summary>
    CloseConnections,

    /// <summary>All tokens expire now; links are detached with <c>amqp:unauthorized-access</c>.</summary>
    ExpireTokens,
}
