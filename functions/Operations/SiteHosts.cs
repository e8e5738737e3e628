using System.Net;
using System.Text;
using Microsoft.Extensions.Options;

namespace Router.Operations;

/// <summary>
/// The host names that this app answers to. A name that somebody else owns may lead a browser here (DNS rebinding), and then that name's pages read what
/// ours show; an address can't be made to lead elsewhere. Ports say nothing of who owns a name, so they are not looked at.
/// </summary>
internal sealed class SiteHosts
{
    private static readonly IPNetwork LinkLocal = IPNetwork.Parse("169.254.0.0/16");

    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Uri site;
    private readonly bool isInAzure;

    public SiteHosts(IOptions<SiteOptions> options, IConfiguration settings)
    {
        site = new Uri(options.Value.Url!);
        isInAzure = AzurePlatform.IsUnder(settings);
        names.Add(site.IdnHost);
        names.UnionWith(options.Value.OtherHostNames);
        if (site.IsLoopback)
        {
            names.UnionWith(["localhost", "127.0.0.1", "[::1]"]);
        }

        if (isInAzure && settings[AzurePlatform.HostNameSetting] is { } host)
        {
            names.Add(new HostString(host).Host);
        }
    }

    public bool Knows(HostString host)
    {
        var name = NameOf(host);
        return names.Contains(name) || (isInAzure && IsOfProbes(name));
    }

    /// <summary>True where the answer may demand https from now on. Never on loopback: there other programs share the name.</summary>
    public bool IsSecure(HostString host) =>
        site.Scheme == Uri.UriSchemeHttps && !site.IsLoopback && NameOf(host).Equals(site.IdnHost, StringComparison.OrdinalIgnoreCase);

    // As it came over the wire: the web server reads international names where it may.
    private static string NameOf(HostString host) => Ascii.IsValid(host.Host) ? host.Host : new HostString(host.Host).ToUriComponent();

    // The platform's warm-up and health checks call the instance by its inner address. From outside, its front end lets no such name through.
    private static bool IsOfProbes(string name) => IPAddress.TryParse(name, out var address) && (IPAddress.IsLoopback(address) || LinkLocal.Contains(address));
}
