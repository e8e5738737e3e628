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

    /// <param name="origin">As a browser names it.</param>
    /// <param name="host">One that <see cref="Knows"/>, by which it asked.</param>
    public bool IsOwnOrigin(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && (IsOfSite(page) || (string.Equals(page.Authority, host.Value, StringComparison.OrdinalIgnoreCase) && IsOwnScheme(page, host)));

    // A proxy before the app may ask it by another name than people do.
    private bool IsOfSite(Uri page) => page.Scheme == site.Scheme && string.Equals(page.Authority, site.Authority, StringComparison.OrdinalIgnoreCase);

    // What stands before the app may take https off, so it is not the request's own scheme that counts. Another host's pages may be secure where the site's are not.
    // And nobody changes on its way what a page of this machine sends to it.
    private bool IsOwnScheme(Uri page, HostString host) =>
        page.Scheme == site.Scheme || (page.IsLoopback && !site.IsLoopback) || (page.Scheme == Uri.UriSchemeHttps && !site.IsLoopback && !NameOf(host).Equals(site.IdnHost, StringComparison.OrdinalIgnoreCase));

    // As it came over the wire: the web server reads international names where it may.
    private static string NameOf(HostString host) => Ascii.IsValid(host.Host) ? host.Host : new HostString(host.Host).ToUriComponent();

    // The platform's warm-up and health checks call the instance by its inner address. From outside, its front end lets no such name through.
    private static bool IsOfProbes(string name) => IPAddress.TryParse(name, out var address) && (IPAddress.IsLoopback(address) || LinkLocal.Contains(address));
}
