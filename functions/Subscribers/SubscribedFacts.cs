using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Subscribers;

/// <summary>The facts of a stage that a subscriber has asked for.</summary>
internal sealed class SubscribedFacts(SubscriptionList subscriptions) : IFactSource
{
    private readonly HashSet<string> wanted = [.. subscriptions.All.SelectMany(subscription => subscription.Facts)];

    public IReadOnlyList<Fact> FactsOf(Stage stage) => wanted.Count == 0 || stage.Request is not { } request
        ? []
        : [.. FactPolicy.TypesOf(stage.Name, request.State).Where(wanted.Contains).Select(type => FactPolicy.ToFact(type, request))];
}
