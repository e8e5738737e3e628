using Router.Pages.Frame;
using Router.Requests;
using Router.Subscribers;
using Router.Subscribers.Deliveries;

namespace Router.Pages.Subscribers;

/// <summary>Who is told of facts, and what became of the last ones.</summary>
/// <param name="Notice">What a post did; null when the page is only looked at.</param>
internal sealed record SubscribersPageModel(IReadOnlyList<SubscriberView> Subscribers, string? Notice, DateTimeOffset Now) : IPageModel
{
    public string Title => "Subscribers";

    public Section Section => Section.Subscribers;

    public bool IsPaused(SubscriberView view) => view.State.DisabledAt is null && view.State.PausedUntil > Now;

    public static string FactsOf(Subscription subscription) =>
        subscription.Facts.Count == FactTypes.All.Count ? "All facts" : string.Join(", ", subscription.Facts);

    public static string StateOf(Delivery delivery) => delivery.State switch
    {
        DeliveryState.Delivered => "Delivered",
        DeliveryState.Failed => "Failed",
        _ when delivery.Attempts == 0 => "On its way",
        _ => "Is tried again",
    };

    public static string OutcomeOf(Delivery delivery) => delivery.Latest.Count > 0 ? delivery.Latest[^1].Outcome : "–";
}

internal sealed record SubscriberView(Subscription Subscription, SubscriberState State, IReadOnlyList<Delivery> Latest);
