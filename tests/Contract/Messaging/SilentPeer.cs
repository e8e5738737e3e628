using System.Net;
using System.Net.Sockets;
using Router.Contract.Broker;

namespace Router.Contract.Messaging;

/// <summary>Accepts connections and never says a word; hears when they are closed.</summary>
internal sealed class SilentPeer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly SemaphoreSlim closed = new(0);

    public SilentPeer()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many connections were closed, up to <paramref name="atMost"/>; waits for each.</summary>
    public async Task<int> CountClosedAsync(int atMost)
    {
        var count = 0;
        while (count < atMost && await closed.WaitAsync(ServiceBusDriver.Patience, TestContext.Current.CancellationToken))
        {
            count++;
        }

        return count;
    }

    public void Dispose()
    {
        listener.Stop();
        closed.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = SwallowAsync(await listener.AcceptSocketAsync());
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task SwallowAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                while (await socket.ReceiveAsync(new byte[1024]) > 0)
                {
                }
            }
            catch (SocketException)
            {
                // Closed the hard way.
            }

            closed.Release();
        }
    }
}
