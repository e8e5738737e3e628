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

    public async Task SeeClosedAsync(int count)
    {
        for (var one = 0; one < count; one++)
        {
            Assert.True(await closed.WaitAsync(ServiceBusDriver.Patience, TestContext.Current.CancellationToken), $"Only {one} of {count} sockets were closed.");
        }
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
