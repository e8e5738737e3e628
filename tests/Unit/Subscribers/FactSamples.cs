using Microsoft.Extensions.Options;
using Router.Operations;
using Router.Requests;
using Router.Subscribers;
using Router.Teams;

namespace Router.Unit.Subscribers;

internal static class FactSamples
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    public const string CustomersWords = "The invoice of Ada Lovelace is wrong.";

    public static DateTimeOffset Then { get; } = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    public static SiteAddress Site { get; } = new(Options.Create(new SiteOptions { Url = "https://support.example.com" }));

    public static Request Request { get; } = new()
    {
        Id = "0123456789abcdef0123456789abcdef",
        Channel = Channel.Form,
        Source = "support",
        Subject = "About Ada's invoice",
        Customer = new Customer("ada@example.org", "Ada Lovelace"),
        ReceivedAt = Then,
        ContentHash = "hash-of-content",
        StatusToken = "unguessable-token",
        Details = new Dictionary<string, string> { ["Instance ZUID"] = "8-secret" },
    };

    public static Request Landed { get; } = Request with
    {
        State = RequestState.Landed,
        Kind = RequestKind.Fixing,
        Probabilities = new Probabilities(0.02, 0.01, 0.97),
        Severity = Severity.High,
        ComponentId = "web-engine",
        OwnerId = "robin",
        DecidedBy = "casey@example.com",
        Reasons = [new Reason(RequestKind.Fixing, "is wrong", "why", 1)],
        Landing = new Landing(LandingPlace.Bugs, "WebEngine", "/bugs#0123456789abcdef0123456789abcdef"),
    };

    public static Subscriber Subscriber(string id, params string[] facts) => new() { Id = id, Url = $"https://{id}.example.com/in", Facts = facts };

    public static SubscriptionList List(params Subscriber[] subscribers)
    {
        var options = new SubscribersOptions();
        foreach (var subscriber in subscribers)
        {
            options.ById[subscriber.Id] = new SubscriberSettings { Secret = Secret };
        }

        return new SubscriptionList(new Team { People = [], Components = [], Promise = "soon", Subscribers = subscribers }, Options.Create(options));
    }

    public static SubscribedFacts Source(params Subscriber[] subscribers) => new(List(subscribers));
}
