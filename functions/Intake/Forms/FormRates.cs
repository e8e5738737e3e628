using Microsoft.Extensions.Options;
using Router.Intake.Quotas;

namespace Router.Intake.Forms;

/// <summary>How often one sender may post and search: by network address, as Azure's front end gives it, and by mail address and network together.</summary>
internal sealed class FormRates(IOptions<FormsOptions> options, SenderNetworks networks, TimeProvider time)
{
    private readonly RateGate posts = new(options.Value.PostsPerNetwork, TimeSpan.FromMinutes(10), time);
    private readonly RateGate searches = new(options.Value.SearchesPerNetwork, TimeSpan.FromMinutes(1), time);
    private readonly RateGate senders = new(options.Value.PostsPerAddress, TimeSpan.FromHours(1), time);
    private readonly RateGate addresses = new(options.Value.PostsPerAddress, TimeSpan.FromHours(1), time);

    /// <returns>Null where the post may be read; else when to try again.</returns>
    public TimeSpan? TryPost(HttpRequest request) => networks.Of(request) is { } network ? posts.TryPass(network) : null;

    public TimeSpan? TrySearch(HttpRequest request) => networks.Of(request) is { } network ? searches.TryPass(network) : null;

    /// <summary>What others send in an address's name from elsewhere does not count, so that nobody is locked out by another.</summary>
    /// <param name="address">The customer's mail address; empty where the form has none.</param>
    /// <returns>Null where the request may be kept; else when to try again.</returns>
    public TimeSpan? TrySender(string address, HttpRequest request) =>
        address.Length == 0 || networks.Of(request) is not { } network ? null : senders.TryPass(SenderKey.Of(network, address));

    /// <summary>Counts a request, and tells whether an address is used more often than by one sender, from wherever: somebody else may be using it.</summary>
    public bool IsOverused(string address) => address.Length > 0 && addresses.TryPass(SenderKey.Of(address)) is not null;
}
