using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Router.Bench;

/// <summary>A connection that uploads just fast enough not to be cut off, for ever: when it is, or its body is at its end, it begins anew.</summary>
internal sealed class SlowSender(int port)
{
    private const int ChunkBytes = 200;
    private const int Chunks = 120;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>How often it was let in.</summary>
    public int Connections { get; private set; }

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await UploadAsync(cancellation);
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
            {
                // Cut off, or the end of the run.
            }
        }
    }

    private async Task UploadAsync(CancellationToken cancellation)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
        Connections++;
        var stream = socket.GetStream();
        await WriteAsync(stream, "POST /api/forms/support HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n", cancellation);
        await WriteChunkAsync(stream, "--b\r\nContent-Disposition: form-data; name=files; filename=slow.png\r\nContent-Type: image/png\r\n\r\n", cancellation);
        using var pace = new PeriodicTimer(Pause);
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            await pace.WaitForNextTickAsync(cancellation);
            await WriteChunkAsync(stream, new string('x', ChunkBytes), cancellation);
        }
    }

    private static Task WriteChunkAsync(NetworkStream stream, string chunk, CancellationToken cancellation) => WriteAsync(stream, $"{chunk.Length:x}\r\n{chunk}\r\n", cancellation);

    private static Task WriteAsync(NetworkStream stream, string text, CancellationToken cancellation) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellation).AsTask();
}
