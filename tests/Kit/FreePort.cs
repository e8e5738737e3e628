using System.Net;
using System.Net.Sockets;

namespace Router.Kit;

/// <summary>
/// Ports on loopback that stay this process's own: below those that the system gives to outgoing connections, and kept from the other test projects that run
/// at the same time by a locked file for each. A port that was merely free a moment ago is now and then somebody else's when a service starts on it.
/// </summary>
internal static class FreePort
{
    private const int First = 12_000;
    private const int End = 32_000;

    private static readonly List<FileStream> Held = [];
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "router-test-ports")).FullName;

    public static int[] Take(int count)
    {
        lock (Held)
        {
            var from = Random.Shared.Next(First, End);
            var ports = Enumerable.Range(0, End - First)
                .Select(step => First + ((from - First + step) % (End - First)))
                .Where(port => IsFree(port) && Hold(port))
                .Take(count)
                .ToArray();
            return ports.Length == count ? ports : throw new InvalidOperationException($"No port between {First} and {End} is free.");
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static bool Hold(int port)
    {
        try
        {
            Held.Add(new FileStream(Path.Combine(Folder, $"{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
