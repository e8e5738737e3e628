using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Router.Intake.Forms;

namespace Router.Intake;

/// <summary>Which network a post came from, as Azure's front end tells.</summary>
internal sealed class SenderNetworks(IOptions<FormsOptions> options)
{
    public const string Header = "X-Forwarded-For";
    private const int NetworkBytes = 8;

    /// <returns>Null where nobody knows.</returns>
    public string? Of(HttpRequest request) => Of(request.Headers[Header]);

    /// <summary>Of IPv6 the /64, as a subscriber has 2^64 addresses; of IPv4 the address, as its neighbours are strangers.</summary>
    public string? Of(StringValues forwardedFor) => LastHop(forwardedFor) switch
    {
        null => null,
        { IsIPv4MappedToIPv6: true } address => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } address => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes)),
        var address => address.ToString(),
    };

    /// <summary>The last hop only: all before it is what the caller wrote.</summary>
    /// <returns>Null where nobody knows.</returns>
    public IPAddress? LastHop(StringValues forwardedFor)
    {
        if (options.Value.ForwardedFor == ForwardedFor.Off || forwardedFor.Count == 0)
        {
            return null;
        }

        var hop = forwardedFor[^1]!.Split(',')[^1].Trim();
        return IPAddress.TryParse(hop, out var address) ? address : IPEndPoint.TryParse(hop, out var endpoint) ? endpoint.Address : null;
    }
}
