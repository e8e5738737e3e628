using Microsoft.AspNetCore.Http;

namespace Router.FunctionsHost.Http;

/// <summary>
/// The real host's HTTP extension reads a body of known length to its end before the function is called, since its properties may be binding data; a chunked one is streamed.
/// So a caller that stops halfway never starts a function, and a long body waits in a temporary file.
/// </summary>
internal static class BufferedBody
{
    /// <summary>Longer bodies are read to their end too, but not looked into: the real host would keep all of it in memory.</summary>
    public const int LargestLookedInto = 1 << 20;

    /// <returns>The body as far as it is looked into; nothing of a chunked one.</returns>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength is not { } length || length == 0)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        request.EnableBuffering(LargestLookedInto);
        var read = length <= LargestLookedInto ? new MemoryStream((int)length) : Stream.Null;
        await request.Body.CopyToAsync(read, cancellation);
        request.Body.Position = 0;
        return read is MemoryStream memory ? memory.GetBuffer().AsMemory(0, (int)memory.Length) : ReadOnlyMemory<byte>.Empty;
    }
}
