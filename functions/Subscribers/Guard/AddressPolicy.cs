using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Router.Subscribers.Guard;

/// <summary>Which addresses may be called: those of the public internet, after IANA's special-purpose registries. All else is ours, our host's or nobody's.</summary>
internal static class AddressPolicy
{
    // https://www.iana.org/assignments/iana-ipv4-special-registry
    private static readonly (IPNetwork Network, string Why)[] Refused =
    [
        .. Ranges("unspecified", "0.0.0.0/8"),
        .. Ranges("loopback", "127.0.0.0/8"),
        .. Ranges("private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
        .. Ranges("link-local", "169.254.0.0/16"),
        .. Ranges("shared by a carrier", "100.64.0.0/10"),
        // Azure's own: it answers a virtual machine's questions about itself.
        .. Ranges("of the host's platform", "168.63.129.16/32"),
        .. Ranges("reserved", "192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4"),
        .. Ranges("for documentation or tests", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
        .. Ranges("multicast", "224.0.0.0/4"),
    ];

    // https://www.iana.org/assignments/iana-ipv6-special-registry; inside 2000::/3, where all public addresses are.
    private static readonly (IPNetwork Network, string Why)[] RefusedSix =
    [
        .. Ranges("a Teredo tunnel or reserved", "2001::/23"),
        .. Ranges("a 6to4 tunnel", "2002::/16"),
        .. Ranges("for documentation or tests", "2001:db8::/32", "3fff::/20", "3ffe::/16"),
    ];

    private static readonly IPNetwork PublicSix = IPNetwork.Parse("2000::/3");

    /// <param name="allowsLoopback">For development.</param>
    /// <returns>Why the address may not be called; null when it may.</returns>
    public static string? Fault(IPAddress address, bool allowsLoopback)
    {
        if (allowsLoopback && IPAddress.IsLoopback(address) && !address.IsIPv4MappedToIPv6)
        {
            return null;
        }

        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => FaultOf(address, Refused),
            AddressFamily.InterNetworkV6 => FaultOfSix(address),
            _ => "no internet address",
        };
    }

    private static string? FaultOfSix(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            // Sockets call the address within; a public one comes as itself when it is meant.
            return $"an IPv4 address in another form ({FaultOf(address.MapToIPv4(), Refused) ?? "mapped"})";
        }

        // What is left out here holds loopback, unique local, link-local, site-local and multicast addresses, and IPv4 ones by NAT64 or compatible.
        return !PublicSix.Contains(address) ? "not public"
            : IsIsatap(address) ? "an ISATAP tunnel"
            : FaultOf(address, RefusedSix);
    }

    // RFC 5214: an interface id of 0:5efe or 200:5efe with the IPv4 address behind it.
    private static bool IsIsatap(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out _) && (BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) & 0xFDFF_FFFF) == 0x0000_5EFE;
    }

    private static string? FaultOf(IPAddress address, (IPNetwork Network, string Why)[] refused) =>
        refused.Where(range => range.Network.Contains(address)).Select(range => range.Why).FirstOrDefault();

    private static IEnumerable<(IPNetwork Network, string Why)> Ranges(string why, params string[] networks) =>
        networks.Select(network => (IPNetwork.Parse(network), why));
}
