namespace Router.Acceptance;

/// <summary>A large body that is made while it is read: a head, letters, and a tail.</summary>
internal sealed class GeneratedBody(byte[] head, long letters, byte[] tail) : Stream
{
    private readonly long length = head.Length + letters + tail.Length;
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, length - position);
        for (var index = 0; index < count; index++, position++)
        {
            var afterHead = position - head.Length;
            buffer[index] = afterHead < 0 ? head[position] : afterHead < letters ? (byte)'A' : tail[afterHead - letters];
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
