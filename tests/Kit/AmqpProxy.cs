using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Amqp;
using Amqp.Types;

namespace Router.Kit;

/// <summary>
/// Stands between the app and the broker; every message sent to a queue is an effect, done when the broker's disposition comes back. What is sent settled has
/// none: the client's questions to $cbs and $management.
/// </summary>
internal sealed class AmqpProxy : IAsyncDisposable
{
    private const int FrameHeaderBytes = 8;
    private const byte AmqpFrame = 0;
    private const byte Described = 0;
    private const byte SmallUlong = 0x53;
    private const byte Transfer = 0x14;
    private const byte Disposition = 0x15;
    private const int FrameDescriptor = 3;
    private const int SettledOfTransfer = 4;
    private readonly TcpListener listener;
    private readonly int targetPort;
    private readonly EffectCounter effects;
    private readonly CancellationTokenSource ended = new();
    private readonly Task accepting;
    private int failedConnects;
    private long asked;
    private long answered;

    private AmqpProxy(TcpListener listener, int targetPort, EffectCounter effects)
    {
        this.listener = listener;
        this.targetPort = targetPort;
        this.effects = effects;
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How often the app asked for a connection and the broker gave none.</summary>
    public int FailedConnects => Volatile.Read(ref failedConnects);

    /// <summary>Messages and new connections of the app.</summary>
    public long Asked => Volatile.Read(ref asked);

    /// <summary>Frames of the broker.</summary>
    public long Answered => Volatile.Read(ref answered);

    public static AmqpProxy Start(int targetPort, EffectCounter effects)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new AmqpProxy(listener, targetPort, effects);
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Stop();
        await accepting;
        ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await listener.AcceptTcpClientAsync(ended.Token));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The proxy was stopped.
        }
    }

    private async Task CarryAsync(TcpClient app)
    {
        using (app)
        using (var broker = new TcpClient { NoDelay = true })
        {
            app.NoDelay = true;
            try
            {
                await ConnectAsync(broker);
                var connection = new Carried(app.GetStream(), broker.GetStream(), this);
                await Task.WhenAny(connection.CarryOutAsync(), connection.CarryBackAsync());
            }
            catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One side is gone; the other is closed with it.
            }
        }
    }

    private async Task ConnectAsync(TcpClient broker)
    {
        try
        {
            await broker.ConnectAsync(IPAddress.Loopback, targetPort, ended.Token);
            Interlocked.Increment(ref asked);
        }
        catch (SocketException)
        {
            Interlocked.Increment(ref failedConnects);
            throw;
        }
    }

    private sealed class Carried(NetworkStream app, NetworkStream broker, AmqpProxy proxy)
    {
        private readonly CancellationToken cancellationToken = proxy.ended.Token;
        private readonly SemaphoreSlim dispositions = new(0);

        public async Task CarryOutAsync()
        {
            await foreach (var frame in FramesAsync(app))
            {
                if (!IsUnsettledTransfer(frame))
                {
                    await broker.WriteAsync(frame, cancellationToken);
                    continue;
                }

                var passed = await proxy.effects.PassAsync(async () =>
                {
                    Interlocked.Increment(ref proxy.asked);
                    await broker.WriteAsync(frame, cancellationToken);
                    await dispositions.WaitAsync(cancellationToken);
                });
                if (!passed)
                {
                    return;
                }
            }
        }

        public async Task CarryBackAsync()
        {
            await foreach (var frame in FramesAsync(broker))
            {
                Interlocked.Increment(ref proxy.answered);
                await app.WriteAsync(frame, cancellationToken);
                // Of a receiver: the broker's word for what it was sent, not for what it has delivered.
                if (IsReceiversDisposition(frame))
                {
                    dispositions.Release();
                }
            }
        }

        /// <summary>Protocol headers ("AMQP…", eight bytes) and frames, each whole.</summary>
        private async IAsyncEnumerable<byte[]> FramesAsync(NetworkStream stream)
        {
            var header = new byte[FrameHeaderBytes];
            while (await stream.ReadAtLeastAsync(header, FrameHeaderBytes, throwOnEndOfStream: false, cancellationToken) == FrameHeaderBytes)
            {
                var size = header.AsSpan().StartsWith("AMQP"u8) ? FrameHeaderBytes : BinaryPrimitives.ReadInt32BigEndian(header);
                var frame = new byte[size];
                header.CopyTo(frame, 0);
                await stream.ReadExactlyAsync(frame.AsMemory(FrameHeaderBytes), cancellationToken);
                yield return frame;
            }
        }

        // Fields are told by their places: the library's own types are known to its decoder only once a connection of it has been made in the process.
        private static bool IsUnsettledTransfer(byte[] frame) => FieldsOf(frame, Transfer) is { } fields && !(fields.Count > SettledOfTransfer && fields[SettledOfTransfer] is true);

        private static bool IsReceiversDisposition(byte[] frame) => FieldsOf(frame, Disposition) is [true, ..];

        private static List? FieldsOf(byte[] frame, byte performative)
        {
            var (body, type) = (frame[4] * 4, frame[5]);
            if (frame.AsSpan().StartsWith("AMQP"u8) || type != AmqpFrame || body + FrameDescriptor >= frame.Length || !frame.AsSpan(body).StartsWith([Described, SmallUlong, performative]))
            {
                return null;
            }

            var start = body + FrameDescriptor;
            return Encoder.ReadObject(new ByteBuffer(frame, start, frame.Length - start, frame.Length - start)) as List;
        }
    }
}
