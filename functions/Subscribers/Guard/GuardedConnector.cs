using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Router.Subscribers.Guard;

/// <summary>
/// Opens connections to public addresses only. The name is looked up here, each of its addresses is checked, and the connection goes to the very
/// address that was checked: a name that answers otherwise at the next question changes nothing.
/// </summary>
internal sealed class GuardedConnector(IHostResolver resolver, IOptions<FactDeliveryOptions> options)
{
    public ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) =>
        ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, OpenAsync, cancellationToken);

    /// <param name="open">Opens a connection to an address that was checked.</param>
    /// <exception cref="AddressRefusedException">The host leads to an address that may not be called.</exception>
    internal async ValueTask<Stream> ConnectAsync(string host, int port, Func<IPEndPoint, CancellationToken, ValueTask<Stream>> open, CancellationToken cancellationToken)
    {
        var addresses = await CheckedAsync(host, cancellationToken);
        for (var index = 0; ; index++)
        {
            try
            {
                return await open(new IPEndPoint(addresses[index], port), cancellationToken);
            }
            catch (SocketException) when (index + 1 < addresses.Count)
            {
                // The next one of the same name; it was checked, too.
            }
        }
    }

    /// <summary>All addresses of the host. One that may not be called refuses all: no honest name mixes them.</summary>
    internal async Task<IReadOnlyList<IPAddress>> CheckedAsync(string host, CancellationToken cancellationToken)
    {
        IReadOnlyList<IPAddress> addresses = IPAddress.TryParse(host.TrimEnd('.').Trim('[', ']'), out var address)
            ? [address]
            : await resolver.ResolveAsync(host, cancellationToken);
        foreach (var each in addresses)
        {
            if (AddressPolicy.Fault(each, options.Value.AllowLoopback) is { } why)
            {
                throw new AddressRefusedException(why);
            }
        }

        return addresses.Count > 0 ? addresses : throw new SocketException((int)SocketError.HostNotFound);
    }

    private static async ValueTask<Stream> OpenAsync(IPEndPoint target, CancellationToken cancellationToken)
    {
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The host leads where no subscriber is.</summary>
internal sealed class AddressRefusedException(string why) : IOException($"the address is {why}");
