using Microsoft.Extensions.Options;
using Router.Requests;
using Router.Teams;

namespace Router.Subscribers;

/// <summary>A subscriber, ready to be told: its address was checked, its secrets are keys.</summary>
/// <param name="Keys">One or two; each signs.</param>
internal sealed record Subscription(string Id, Uri Url, IReadOnlyList<string> Facts, bool IncludeText, IReadOnlyList<byte[]> Keys)
{
    public bool Wants(string fact) => Facts.Contains(fact);
}

/// <summary>Who is told of facts.</summary>
internal sealed class SubscriptionList
{
    public SubscriptionList(Team team, IOptions<SubscribersOptions> options) => All =
    [
        .. options.Value.Declared(team).Select(subscriber => new Subscription(
            subscriber.Id,
            new Uri(subscriber.Url),
            subscriber.Facts.Count == 0 ? FactTypes.All : subscriber.Facts,
            subscriber.IncludeText,
            KeysOf(options.Value.Of(subscriber)))),
    ];

    public IReadOnlyList<Subscription> All { get; }

    public Subscription? Find(string id) => All.FirstOrDefault(subscription => subscription.Id == id);

    private static List<byte[]> KeysOf(SubscriberSettings settings) =>
        [.. new[] { settings.Secret, settings.PreviousSecret }.Where(secret => !string.IsNullOrEmpty(secret)).Select(secret => FactSigner.KeyOf(secret!)).OfType<byte[]>()];
}
