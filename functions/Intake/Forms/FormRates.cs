using Microsoft.Extensions.Options;

namespace Router.Intake.Forms;

/// <summary>How often one sender may post and search: by network address, as Azure's front end gives it, and by mail address.</summary>
internal sealed class FormRates(IOptions<FormsOptions> options, SenderNetworks networks, TimeProvider time)
{
    private readonly RateGate posts = new(options.Value.PostsPerNetwork, TimeSpan.FromMinutes(10), time);
    private readonly RateGate searches = new(options.Value.SearchesPerNetwork, TimeSpan.FromMinutes(1), time);
    private readonly RateGate addresses = new(options.Value.PostsPerAddress, TimeSpan.FromHours(1), time);

    /// <returns>Null where the post may be read; else when to try again.</returns>
    public TimeSpan? TryPost(HttpRequest request) => networks.Of(request) is { } network ? posts.TryPass(network) : null;

    public TimeSpan? TrySearch(HttpRequest request) => networks.Of(request) is { } network ? searches.TryPass(network) : null;

    /// <param name="address">The customer's mail address; empty where the form has none.</param>
    public TimeSpan? TryAddress(string address) => address.Length == 0 ? null : addresses.TryPass(address.ToUpperInvariant());
}
