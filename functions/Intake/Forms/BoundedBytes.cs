using System.Buffers;

namespace Router.Intake.Forms;

internal static class BoundedBytes
{
    private const int BufferBytes = 81_920;

    /// <summary>Null when there is more than the limit; nothing beyond it is kept.</summary>
    public static async Task<byte[]?> ReadAsync(Stream from, long maxBytes, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        return await CopyAsync(from, maxBytes, (chunk, _) => { bytes.Write(chunk.Span); return ValueTask.CompletedTask; }, cancellationToken) is null ? null : bytes.ToArray();
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
