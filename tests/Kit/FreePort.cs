using System.Net;
using System.Net.Sockets;

namespace Router.Kit;

/// <summary>Ports that were free a moment ago, on loopback.</summary>
internal static class FreePort
{
    public static int[] Take(int count)
    {
        // Held together, so that no two are the same.
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }
}
