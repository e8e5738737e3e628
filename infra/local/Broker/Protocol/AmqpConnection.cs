using Amqp.Framing;
using Amqp.Types;

namespace Router.Broker.Protocol;

/// <summary>
/// One client's connection: header, SASL, open, then frames until either side ends it. This broker has its own engine on the
/// library's frame types, because the library's listener loses link credit when a peer repeats a flow, and can neither
/// bound a message in parts nor drain in the way the official clients expect.
/// </summary>
internal sealed class AmqpConnection : IAsyncDisposable
{
    private const byte AmqpFrame = 0;
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(60);
    private readonly Stream stream;
    private readonly FrameReader reader;
    private readonly FrameWriter writer;
    private readonly CancellationTokenSource ending = new();
    private readonly Dictionary<ushort, AmqpSession> sessions = [];
    private readonly IConnectionHost host;
    private uint remoteMaxFrameSize = 512;
    private long lastHeard;
    private bool isOpen;

    public AmqpConnection(Stream stream, IConnectionHost host, FrameGate gate)
    {
        this.stream = stream;
        this.host = host;
        reader = new FrameReader(stream, gate);
        writer = new FrameWriter(stream, gate, Relieve);
    }

    public Lock Gate { get; } = new();

    public TimeProvider Clock => host.Clock;

    public bool IsCongested => writer.IsCongested;

    public int PayloadPerFrame => (int)remoteMaxFrameSize - 128;

    /// <summary>SASL PLAIN brought the key itself, so no token is asked for.</summary>
    public bool HasKey { get; private set; }

    /// <summary>When a link last came or went, by the broker's clock.</summary>
    public DateTimeOffset? LinksChanged { get; private set; }

    public IReadOnlyList<AmqpLink> Links
    {
        get
        {
            lock (Gate)
                return [.. sessions.Values.SelectMany(session => session.Links)];
        }
    }

    public void NoteLink() => LinksChanged = Clock.GetUtcNow();

    public async Task RunAsync()
    {
        lastHeard = TimeProvider.System.GetTimestamp();
        // Nobody holds a connection without ever saying who they are.
        ending.CancelAfter(OpenTimeout);
        var writing = writer.RunAsync(ending.Token);
        try
        {
            if (await OpenAsync())
            {
                using var watch = new IdleWatch(this, IdleLimits.Azure, Clock);
                await ReadFramesAsync();
            }
        }
        catch (ProtocolException exception)
        {
            Close(Conditions.Error(exception.Condition, exception.Message));
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The peer has gone, or we cut it off.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A peer can break the protocol in more ways than we name; it costs its own connection and nobody else's.
            Close(Conditions.Error(Conditions.InternalError, "The connection can't go on."));
        }
        finally
        {
            CloseLinks();
            writer.Close();
            await writing.WaitAsync(TimeSpan.FromSeconds(2), TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await DisposeAsync();
        }
    }

    public void Write(ushort channel, DescribedList command, ReadOnlySpan<byte> payload = default)
    {
        if (!writer.Write(AmqpFrame, channel, command, payload))
            Abort();
    }

    /// <summary>Says why and goes; what is unsettled stays locked.</summary>
    public void Close(Error error)
    {
        lock (Gate)
        {
            if (isOpen)
                Write(0, new Close { Error = error });
            isOpen = false;
        }

        writer.Close();
        ending.CancelAfter(TimeSpan.FromMilliseconds(200));
    }

    /// <summary>Cuts the connection without a word.</summary>
    public void Abort() => _ = ending.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await stream.DisposeAsync();
    }

    private async Task<bool> OpenAsync()
    {
        var header = await reader.ReadHeaderAsync(ending.Token);
        if (header == FrameReader.Http)
        {
            writer.RefuseHttp();
            return false;
        }

        if (header == 3)
        {
            var key = await SaslServer.NegotiateAsync(reader, writer, host.IsKey, ending.Token);
            if (key is null)
                return false;
            HasKey = key.Value;
            header = await reader.ReadHeaderAsync(ending.Token);
        }
        else if (header is not null)
        {
            writer.WriteHeader(3);
            return false;
        }

        if (header != 0)
            return false;
        writer.WriteHeader(0);
        if (await reader.ReadFrameAsync(ending.Token) is not { Command: Open open })
            return false;
        remoteMaxFrameSize = Math.Clamp(open.MaxFrameSize, 512, FrameReader.MaxFrameSize);
        isOpen = true;
        ending.CancelAfter(Timeout.InfiniteTimeSpan);
        Write(0, new Open
        {
            ContainerId = "router-broker",
            HostName = open.HostName,
            MaxFrameSize = FrameReader.MaxFrameSize,
            ChannelMax = AmqpSession.MaxHandles,
            IdleTimeOut = (uint)host.IdleTimeout.TotalMilliseconds / 2,
        });
        _ = BeatAsync(open.IdleTimeOut);
        return true;
    }

    private async Task ReadFramesAsync()
    {
        while (await reader.ReadFrameAsync(ending.Token) is { } frame)
        {
            lastHeard = TimeProvider.System.GetTimestamp();
            if (frame.Command is Close)
            {
                lock (Gate)
                    if (isOpen)
                        Write(0, new Close());
                return;
            }

            if (frame.Command is not null)
                Handle(frame, frame.Command);
        }
    }

    private void Handle(Frame frame, DescribedList command)
    {
        if (command is Begin begin)
        {
            if (frame.Channel > AmqpSession.MaxHandles)
                throw new ProtocolException(Conditions.ResourceLimitExceeded, $"Cannot allocate more handles. The maximum number of handles is {AmqpSession.MaxHandles}.");
            var session = new AmqpSession(this, frame.Channel, begin);
            lock (Gate)
                sessions[frame.Channel] = session;
            session.Open();
            return;
        }

        AmqpSession? current;
        lock (Gate)
            current = sessions.GetValueOrDefault(frame.Channel);
        // Azure's own client, in a hurry, ends a session while a link of it is still on its way out. The service lets that pass.
        if (current is null && command is (Detach or End))
            return;
        if (current is null)
            throw new ProtocolException(Conditions.NotFound, $"Channel {frame.Channel} has no session.");
        switch (command)
        {
            case Transfer transfer:
                current.OnTransfer(transfer, frame.Payload);
                break;
            case Dispose disposition:
                current.OnDisposition(disposition);
                break;
            case Flow flow:
                current.OnFlow(flow);
                break;
            case Attach attach:
                host.Attach(current, attach);
                break;
            case Detach detach:
                OnDetach(current, detach);
                break;
            case End:
                OnEnd(current, frame.Channel);
                break;
            default:
                throw new ProtocolException(Conditions.NotImplemented, "This performative has no place here.");
        }
    }

    private void OnDetach(AmqpSession session, Detach detach)
    {
        if (session.Withdraw(detach.Handle))
            return;
        if (session.Link(detach.Handle) is not { } link)
            return;
        // Order matters: nothing may be sent on the link after our own detach, or the client's session dies.
        link.Close();
        lock (Gate)
            session.Write(new Detach { Handle = detach.Handle, Closed = true });
        session.Forget(link);
    }

    private void OnEnd(AmqpSession session, ushort channel)
    {
        session.Close();
        lock (Gate)
        {
            sessions.Remove(channel);
            Write(channel, new End());
        }
    }

    private async Task BeatAsync(uint remoteIdle)
    {
        var beat = remoteIdle is 0 or > 240_000 ? TimeSpan.FromSeconds(30) : TimeSpan.FromMilliseconds(Math.Max(remoteIdle / 2, 100));
        // It also looks whether the peer is still there, which must not take longer than its time.
        beat = TimeSpan.FromTicks(Math.Min(beat.Ticks, host.IdleTimeout.Ticks / 4));
        using var timer = new PeriodicTimer(beat, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                writer.Write(AmqpFrame, 0, null);
                if (TimeProvider.System.GetElapsedTime(lastHeard) > host.IdleTimeout)
                    Close(Conditions.Error(Conditions.ConnectionForced, "The connection was idle for too long."));
            }
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
    }

    private void CloseLinks()
    {
        AmqpSession[] all;
        lock (Gate)
            all = [.. sessions.Values];
        foreach (var session in all)
            session.Close();
        host.Gone(this);
    }

    public void Relieve()
    {
        foreach (var link in Links.OfType<OutgoingLink>())
            link.Endpoint?.OnRelief();
    }
}
