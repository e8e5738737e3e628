using System.Buffers.Binary;
using System.Threading.Channels;
using Amqp;
using Amqp.Types;

namespace Router.Broker.Protocol;

/// <summary>
/// Frames gather in a buffer while the last one is on its way out. The buffer is bounded: above <see cref="Congestion"/> nobody
/// delivers more, and a peer that still lets it grow to <see cref="Limit"/> is cut off.
/// </summary>
internal sealed class FrameWriter(Stream stream, FrameGate gate, Action relieved)
{
    public const int Congestion = 4 * 1024 * 1024;
    private const int Limit = 64 * 1024 * 1024;
    private readonly Lock sync = new();
    private readonly Channel<bool> work = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private ByteBuffer pending = new(65536, autoGrow: true);
    private ByteBuffer writing = new(65536, autoGrow: true);
    private bool closed;
    private volatile bool congested;

    public bool IsCongested => congested;

    public void WriteHeader(byte protocolId) => WriteBytes([(byte)'A', (byte)'M', (byte)'Q', (byte)'P', protocolId, 1, 0, 0]);

    /// <summary>To be read by people who look at what their client got.</summary>
    public void RefuseHttp() => WriteBytes("HTTP/1.1 501 AMQP over WebSockets is not supported by this broker\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"u8);

    /// <summary>Returns false when the peer reads so slowly that it has to go. After <see cref="Close"/> frames are dropped.</summary>
    public bool Write(byte type, ushort channel, DescribedList? command, ReadOnlySpan<byte> payload = default)
    {
        lock (sync)
        {
            if (closed)
                return true;
            if (pending.Length > Limit)
                return false;
            var start = pending.WritePos;
            pending.Validate(write: true, 8);
            pending.Append(8);
            command?.Encode(pending);
            pending.Validate(write: true, payload.Length);
            payload.CopyTo(pending.Buffer.AsSpan(pending.WritePos));
            pending.Append(payload.Length);
            var head = pending.Buffer.AsSpan(start, 8);
            BinaryPrimitives.WriteInt32BigEndian(head, pending.WritePos - start);
            head[4] = 2;
            head[5] = type;
            BinaryPrimitives.WriteUInt16BigEndian(head[6..], channel);
            congested = pending.Length > Congestion;
            Signal();
            return pending.Length <= Limit;
        }
    }

    /// <summary>What is pending still goes out; nothing more is taken.</summary>
    public void Close()
    {
        lock (sync)
        {
            closed = true;
            Signal();
        }
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await work.Reader.ReadAsync(cancellation);
            bool last;
            var relief = false;
            lock (sync)
            {
                (writing, pending) = (pending, writing);
                last = closed;
                relief = congested;
                congested = false;
            }

            await gate.PassAsync(cancellation);
            await stream.WriteAsync(writing.Buffer.AsMemory(writing.Offset, writing.Length), cancellation);
            writing.Reset();
            if (relief)
                relieved();
            if (last)
                return;
        }
    }

    private void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        lock (sync)
        {
            MessageWriter.Append(pending, bytes);
            Signal();
        }
    }

    private void Signal() => work.Writer.TryWrite(true);
}
