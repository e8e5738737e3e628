using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Amqp;
using Amqp.Types;

namespace Router.Broker.Protocol;

/// <summary>One frame: its performative, if it is no heartbeat, and the bytes after it.</summary>
internal readonly record struct Frame(byte Type, ushort Channel, DescribedList? Command, ReadOnlyMemory<byte> Payload);

/// <summary>A peer that broke the protocol; the connection ends with this condition.</summary>
internal sealed class ProtocolException(string condition, string message) : Exception(message)
{
    public string Condition { get; } = condition;
}

/// <summary>Cuts the byte stream of a peer into protocol headers and frames.</summary>
internal sealed class FrameReader(Stream stream, FrameGate gate)
{
    public const int MaxFrameSize = 65536;

    /// <summary>Stands for a client that begins with HTTP, as one does that wants a WebSocket.</summary>
    public const byte Http = byte.MaxValue;
    private readonly PipeReader reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 65536));

    /// <summary>The protocol id of the peer's header, or null at the end of the stream.</summary>
    public async ValueTask<byte?> ReadHeaderAsync(CancellationToken cancellation)
    {
        if (await ReadAsync(8, cancellation) is not { } bytes)
            return null;
        if (bytes.AsSpan(0, 4).SequenceEqual("GET "u8))
            return Http;
        if (!bytes.AsSpan(0, 4).SequenceEqual("AMQP"u8) || bytes[5] != 1 || bytes[6] != 0 || bytes[7] != 0)
            throw new ProtocolException(Conditions.FramingError, "This is no AMQP 1.0 header.");
        return bytes[4];
    }

    public async ValueTask<Frame?> ReadFrameAsync(CancellationToken cancellation)
    {
        if (await ReadAsync(8, cancellation) is not { } head)
            return null;
        var size = BinaryPrimitives.ReadUInt32BigEndian(head);
        var offset = head[4] * 4;
        if (size > MaxFrameSize || offset < 8 || size < offset)
            throw new ProtocolException(Conditions.FramingError, "The frame has an invalid size.");
        var channel = BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(6));
        if (size == 8)
            return new Frame(head[5], channel, null, default);
        if (await ReadAsync((int)size - 8, cancellation) is not { } body)
            return null;
        return Decode(head[5], channel, body, offset - 8);
    }

    private static Frame Decode(byte type, ushort channel, byte[] body, int skip)
    {
        if (skip >= body.Length)
            return new Frame(type, channel, null, default);
        try
        {
            var buffer = new ByteBuffer(body, skip, body.Length - skip, body.Length - skip);
            var command = (DescribedList)Encoder.ReadDescribed(buffer, Encoder.ReadFormatCode(buffer));
            return new Frame(type, channel, command, body.AsMemory(buffer.Offset, buffer.Length));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The decoder answers hostile bytes with whatever exception its switch or cast happens to throw.
            throw new ProtocolException(Conditions.DecodeError, "The frame can't be decoded.");
        }
    }

    private async ValueTask<byte[]?> ReadAsync(int count, CancellationToken cancellation)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellation);
            await gate.PassAsync(cancellation);
            if (result.Buffer.Length >= count)
            {
                var bytes = new byte[count];
                result.Buffer.Slice(0, count).CopyTo(bytes);
                reader.AdvanceTo(result.Buffer.GetPosition(count));
                return bytes;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
                return null;
        }
    }
}
