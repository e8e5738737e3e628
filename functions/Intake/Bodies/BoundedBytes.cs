using System.Buffers;
using Router.Requests;

namespace Router.Intake.Bodies;

internal static class BoundedBytes
{
    private const int BufferBytes = 81_920;
    private const int FirstBlockBytes = 4_096;
    private const int BlockBytes = 65_536;

    /// <summary>Null when there is more than the limit; nothing beyond it is kept.</summary>
    /// <param name="memory">Holds what was read until it is disposed; for a moment twice as much.</param>
    /// <exception cref="BodyRefusedException">There is no memory for it at this moment.</exception>
    public static async Task<byte[]?> ReadAsync(Stream from, long maxBytes, ByteShare memory, CancellationToken cancellationToken)
    {
        var blocks = new List<byte[]>();
        var used = 0;
        var length = await CopyAsync(from, maxBytes, (chunk, _) => { Append(chunk.Span); return ValueTask.CompletedTask; }, cancellationToken);
        if (length is not { } total)
        {
            return null;
        }

        Take(total);
        var whole = new byte[total];
        var at = 0;
        foreach (var block in blocks)
        {
            var count = (int)Math.Min(block.Length, total - at);
            block.AsSpan(0, count).CopyTo(whole.AsSpan(at));
            at += count;
        }

        memory.Return(blocks.Sum(block => (long)block.Length));
        return whole;

        void Append(ReadOnlySpan<byte> chunk)
        {
            while (chunk.Length > 0)
            {
                if (blocks.Count == 0 || used == blocks[^1].Length)
                {
                    var size = blocks.Count == 0 ? FirstBlockBytes : BlockBytes;
                    Take(size);
                    blocks.Add(new byte[size]);
                    used = 0;
                }

                var count = Math.Min(chunk.Length, blocks[^1].Length - used);
                chunk[..count].CopyTo(blocks[^1].AsSpan(used));
                used += count;
                chunk = chunk[count..];
            }
        }

        void Take(long bytes)
        {
            if (!memory.TryTake(bytes))
            {
                throw new BodyRefusedException(Problem.BodiesBusy());
            }
        }
    }

    /// <returns>How many bytes; null when there are more than the limit.</returns>
    public static async Task<long?> CopyAsync(Stream from, long maxBytes, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> to, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var total = 0L;
            int read;
            while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
            {
                total += read;
                if (total > maxBytes)
                {
                    return null;
                }

                await to(buffer.AsMemory(0, read), cancellationToken);
            }

            return total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
