using Router.Kit;
using Router.Requests;
using Router.Storage;
using Router.Subscribers;
using Router.Subscribers.Deliveries;

namespace Router.Browser.Setup;

/// <summary>Subscribers in every state that the page shows.</summary>
internal static class SampleSubscribers
{
    public const string Working = "billing";
    public const string Gone = "crm";
    public const string Busy = "reports";
    private static readonly DateTimeOffset Then = new(2026, 2, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Nobody listens there: what a test sends again fails at once.</summary>
    public static IEnumerable<string> Settings =>
    [
        "--FactDelivery:AllowLoopback=true",
        .. new[] { Working, Gone, Busy }.SelectMany(id => new[] { $"--Subscribers:{id}:Url=http://127.0.0.1:1/in", $"--Subscribers:{id}:Secret={AppRoot.Secret}" }),
        $"--Subscribers:{Working}:Facts=request.landed",
    ];

    public static async Task StoreAsync(IServiceProvider services, Request request)
    {
        var deliveries = services.GetRequiredService<DeliveryStore>();
        foreach (var (subscriber, state, outcome) in new[]
        {
            (Working, DeliveryState.Delivered, "204"), (Working, DeliveryState.Failed, "500"), (Working, DeliveryState.Waiting, "no answer within 20 s"), (Gone, DeliveryState.Waiting, "410"),
        })
        {
            var fact = new StoredFact(Then, $"{state}", FactPolicy.ToFact(FactTypes.Landed, request));
            var delivery = Delivery.Of(fact, request.Id, subscriber, Then)
                .With(new DeliveryAttempt(Then, outcome), state, state == DeliveryState.Waiting ? Then.AddDays(1) : null);
            await deliveries.AddAsync(delivery with { NextAt = delivery.NextAt ?? Then.AddDays(2) }, "{}"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        await deliveries.ChangeAsync(Gone, _ => new SubscriberState { DisabledAt = Then, DisabledBecause = "It answered 410: it wants no more." }, TestContext.Current.CancellationToken);
        await deliveries.ChangeAsync(Busy, _ => new SubscriberState { PausedUntil = DateTimeOffset.MaxValue.AddDays(-1) }, TestContext.Current.CancellationToken);
    }
}
