using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Router.Contract.Host;

/// <summary>
/// Passes connections on. Those that stand when it is told to be silent stay open for whoever called and carry nothing any more, and the other side sees
/// them end, so that it holds no message for them; later ones are passed on as before.
/// </summary>
internal sealed class SilencingRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<CancellationTokenSource> standing = [];
    private readonly CancellationTokenSource ended = new();
    private readonly int target;
    private readonly Task accepting;

    public SilencingRelay(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public async Task SilenceAsync()
    {
        while (standing.TryTake(out var connection))
        {
            await connection.CancelAsync();
        }
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
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(CarryAsync(await listener.AcceptTcpClientAsync(ended.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var silent = new CancellationTokenSource();
        standing.Add(silent);
        using (near)
        using (var far = new TcpClient())
        {
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, target, ended.Token);
                using var carrying = CancellationTokenSource.CreateLinkedTokenSource(silent.Token, ended.Token);
                await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), carrying.Token), far.GetStream().CopyToAsync(near.GetStream(), carrying.Token));
                if (silent.IsCancellationRequested)
                {
                    far.Close();
                    await new TaskCompletionSource().Task.WaitAsync(ended.Token);
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One side has gone.
            }
        }
    }
}
