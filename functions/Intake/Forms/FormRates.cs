using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Router.Intake.Forms;

/// <summary>How often one sender may post and search: by network address, as Azure's front end gives it, and by mail address.</summary>
internal sealed class FormRates(IOptions<FormsOptions> options, TimeProvider time)
{
    public const string Header = "X-Forwarded-For";
    private const int NetworkBytes = 8;

    private readonly RateGate posts = new(options.Value.PostsPerNetwork, TimeSpan.FromMinutes(10), time);
    private readonly RateGate searches = new(options.Value.SearchesPerNetwork, TimeSpan.FromMinutes(1), time);
    private readonly RateGate addresses = new(options.Value.PostsPerAddress, TimeSpan.FromHours(1), time);

    /// <returns>Null where the post may be read; else when to try again.</returns>
    public TimeSpan? TryPost(StringValues forwardedFor) => NetworkOf(forwardedFor) is { } network ? posts.TryPass(network) : null;

    public TimeSpan? TrySearch(StringValues forwardedFor) => NetworkOf(forwardedFor) is { } network ? searches.TryPass(network) : null;

    /// <param name="address">The customer's mail address; empty where the form has none.</param>
    public TimeSpan? TryAddress(string address) => address.Length == 0 ? null : addresses.TryPass(address.ToUpperInvariant());

    /// <summary>The last hop only: all before it is what the caller wrote. Of IPv6 the network, as a subscriber has 2^64 addresses.</summary>
    internal string? NetworkOf(StringValues forwardedFor)
    {
        if (options.Value.ForwardedFor == ForwardedFor.Off || forwardedFor.Count == 0)
        {
            return null;
        }

        var hop = forwardedFor[^1]!.Split(',')[^1].Trim();
        if (!IPAddress.TryParse(hop, out var address))
        {
            address = IPEndPoint.TryParse(hop, out var endpoint) ? endpoint.Address : null;
        }

        return address switch
        {
            null => null,
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
            { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes)),
            _ => address.ToString(),
        };
    }
}
